import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { cohortkop, statusInWoorden } from '../../cohorten/cohort.scherm.js';
import { cohortOnbekend, cohortovergangNietMogelijk } from '../../cohorten/cohorten.errors.js';
import { type CohortBeeld, CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { cohortovergangen } from '../../cohorten/cohorten.rules.js';
import { Clock } from '../../platform/clock/clock.js';
import type { DomainError } from '../../platform/errors/domain-error.js';
import { textOf, type Typed } from '../../platform/web/form-input.js';
import { Page } from '../../platform/web/page.js';
import type { Geweigerd } from '../../platform/web/refused-form.js';
import { volledigeNaam } from '../../toegang/persoon.entity.js';
import { inFull } from '../../platform/web/template-helpers.js';
import { geenBijeenkomsten, nogNietVoorbij } from '../cohortbeheer.errors.js';
import { cohortpaden } from '../../cohorten/paden.js';
import { AfrondingService, type Afrondingsvoorstel, type Voorstel } from './afronding.service.js';
import { type AuditBeeld, AuditQueries } from '../../audit/audit.queries.js';
import { Moment } from '../../cohorten/moment.entity.js';
import type { Auditcodes } from '../../audit/auditcodes.rules.js';
import { type Gebeurtenis, geschiedenisVan } from '../../audit/geschiedenis.rules.js';
import { addDays, dateOf } from '../../platform/clock/dates.js';
import { type Cohortstatus, LEVENSLOOP } from '../../cohorten/standen.js';
import { BesluitService, type Besluitstand } from './besluit.service.js';

/** The typed form of the decision; the other forms of this screen have no fields. */
export type Besluitvelden = Partial<Record<'besluit' | 'toelichting' | 'nieuweDatum', string>>;

const EERSTVOLGENDE = 6;

/** The tab Voortgang and the screen of finishing that it leads to, as they are or with a refused form on them. */
@Injectable()
export class Voortgangscherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly cohorten: CohortenQueries,
    private readonly audit: AuditQueries,
    private readonly besluit: BesluitService,
    private readonly afrondingen: AfrondingService,
  ) {}

  async toon(id: string, geweigerd?: Geweigerd<Besluitvelden>): Promise<Page> {
    const cohort = await this.cohort(id);
    const audit = await this.audit.vanOnderwerp('cohort', id);
    const stand = await this.besluit.stand(this.dataSource.manager, id);
    const momenten = await this.momenten(id);
    const context = {
      ...voortgangpagina(cohort, stand, audit, momenten, this.clock.now()),
      waarden: geweigerd?.waarden ?? {},
      fouten: geweigerd?.fouten,
    };
    const titel = `Voortgang: ${inFull(cohort.opleiding, cohort.naam)}`;
    return new Page('cohortbeheer/voortgang', context, { titel, status: geweigerd ? 422 : 200 });
  }

  voorstel(id: string): Promise<Afrondingsvoorstel> {
    return this.afrondingen.voorstel(this.dataSource.manager, id);
  }

  /** The screen on which it is finished: the proposed outcome for everybody, to be overruled with a reason. */
  async afronding(id: string, geweigerd?: Geweigerd): Promise<Page> {
    const cohort = await this.cohort(id);
    const voorstel = await this.voorstel(id);
    const waarden = geweigerd?.waarden ?? {};
    const context = {
      ...cohortkop(cohort, 'voortgang'),
      versie: cohort.versie,
      terug: cohortpaden.voortgang(id),
      bezwaar: this.bezwaar(cohort)?.melding ?? null,
      actie: cohortpaden.tab(id, 'afronding'),
      aanwezigheidHref: cohortpaden.tab(id, 'aanwezigheid'),
      ...voorstel,
      voltooid: voorstel.deelnemers.filter(({ voltooid }) => voltooid).length,
      deelnemers: voorstel.deelnemers.map((deelnemer) => regel(deelnemer, waarden, geweigerd?.fouten ?? {})),
      fouten: geweigerd?.fouten,
    };
    const titel = `Afronden: ${inFull(cohort.opleiding, cohort.naam)}`;
    return new Page('cohortbeheer/afronding', context, { titel, status: geweigerd ? 422 : 200 });
  }

  private bezwaar({ status, laatste }: CohortBeeld): DomainError | null {
    if (!cohortovergangen[status].includes('afgerond')) return cohortovergangNietMogelijk(status, 'afgerond');
    if (laatste === null) return geenBijeenkomsten();
    return laatste > this.clock.now() ? nogNietVoorbij(laatste) : null;
  }

  private async cohort(id: string): Promise<CohortBeeld> {
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    return cohort;
  }

  /** Lists the mails that will go by themselves, soonest first. */
  private async momenten(cohortId: string): Promise<{ tekst: string; op: Date }[]> {
    const rows = await this.dataSource.manager.find(Moment, {
      where: { cohortId, status: 'gepland' },
      order: { op: 'ASC' },
      take: EERSTVOLGENDE,
    });
    return rows.map(({ soort, dagenVooraf, op }) => ({ op, tekst: soorten[soort](vooraf(dagenVooraf)) }));
  }
}

const soorten: Record<Moment['soort'], (vooraf: string) => string> = {
  herinnering: (vooraf) => `Herinnering aan wie een plaats heeft${vooraf}`,
  'go-no-go': (vooraf) => `Vraag om een besluit${vooraf}`,
  evaluatie: () => 'Evaluatie aan wie er was',
  nameting: () => 'Vraag wat de opleiding heeft opgeleverd',
};

function vooraf(dagen: number): string {
  if (dagen === 0) return ', op de dag zelf';
  return dagen === 1 ? ', een dag ervoor' : `, ${dagen} dagen ervoor`;
}

/** One state in the life of a cohort, as the tab Voortgang shows it. */
interface Stap {
  tekst: string;
  stand: 'klaar' | 'nu' | 'straks';
  op: Date | null;
  wie: string | null;
}

/** The states in order; what was passed over is left out, and a cancelled cohort ends with that. */
function stappenVan(status: Cohortstatus, audit: readonly AuditBeeld[]): Stap[] {
  const bereikt = new Map<Cohortstatus, AuditBeeld>();
  for (const regel of audit) {
    const naar = statusNa(regel);
    if (naar) bereikt.set(naar, regel);
  }
  const stap = (s: Cohortstatus, stand: Stap['stand']): Stap => {
    const regel = bereikt.get(s);
    const wie = regel && geschiedenisVan([regel])[0]!.wie;
    return { tekst: statusInWoorden(s), stand, op: regel?.op ?? null, wie: wie ?? null };
  };
  if (status === 'geannuleerd') {
    const voorbij = LEVENSLOOP.filter((s) => bereikt.has(s));
    return [...voorbij.map((s) => stap(s, 'klaar')), stap('geannuleerd', 'nu')];
  }
  const nu = LEVENSLOOP.indexOf(status);
  return LEVENSLOOP.filter((s, i) => i >= nu || bereikt.has(s) || s === 'open' || s === 'concept')
    .filter((s) => s !== 'peiling' || status === 'concept' || status === 'peiling' || bereikt.has(s))
    .map((s) => stap(s, s === status ? 'nu' : LEVENSLOOP.indexOf(s) < nu ? 'klaar' : 'straks'));
}

const codes: Partial<Record<keyof Auditcodes, Cohortstatus>> = {
  'cohort.gemaakt': 'concept',
  'cohort.peiling': 'peiling',
  'cohort.gepubliceerd': 'open',
  'cohort.gestart': 'gestart',
  'cohort.afgerond': 'afgerond',
  'cohort.geannuleerd': 'geannuleerd',
};

function statusNa({ code, gegevens }: AuditBeeld): Cohortstatus | undefined {
  if (code === 'cohort.besluit') return gegevens.besluit === 'go' ? 'bevestigd' : undefined;
  return codes[code];
}

/** Everything that was decided about this cohort, newest first. */
function besluitenVan(audit: readonly AuditBeeld[]): Gebeurtenis[] {
  return geschiedenisVan(
    audit.filter(({ code }) => code === 'cohort.besluit' || code === 'cohort.geannuleerd'),
  );
}

/** A no-go that was recorded, but nobody has heard of it yet. @returns its reason. */
function noGoOnderweg(status: Cohortstatus, audit: readonly AuditBeeld[]): string | null {
  const laatste = audit.findLast(({ code }) => code === 'cohort.besluit')?.gegevens;
  return status === 'open' && laatste?.besluit === 'no-go' ? String(laatste.toelichting) : null;
}

/** Context of pages/cohortbeheer/voortgang.hbs, without what was typed. */
function voortgangpagina(
  c: CohortBeeld,
  stand: Besluitstand,
  audit: readonly AuditBeeld[],
  momenten: { tekst: string; op: Date }[],
  nu: Date,
) {
  const basis = cohortpaden.een(c.id);
  const kan = (naar: Cohortstatus): boolean => cohortovergangen[c.status].includes(naar);
  const noGo = noGoOnderweg(c.status, audit);
  return {
    ...cohortkop(c, 'voortgang'),
    versie: c.versie,
    stappen: stappenVan(c.status, audit),
    reden: c.annuleringsreden,
    acties: {
      peil: c.status === 'concept' ? `${basis}/peiling` : null,
      publiceer: c.status === 'concept' || c.status === 'peiling' ? `${basis}/publicatie` : null,
      besluit: c.status === 'open' ? `${basis}/besluit` : null,
      rondAf: kan('afgerond') && c.laatste !== null && c.laatste <= nu ? `${basis}/afronding` : null,
      annuleer: kan('geannuleerd') ? `${basis}/annulering` : null,
      voegSamen: c.status === 'open' || c.status === 'bevestigd' ? `${basis}/samenvoeging` : null,
    },
    noGo:
      noGo === null ? null : { reden: noGo, href: `${basis}/annulering?reden=${encodeURIComponent(noGo)}` },
    wachtOpLaatste: kan('afgerond') && c.laatste !== null && c.laatste > nu ? c.laatste : null,
    stand: { ...stand, minimumGehaald: stand.bezet >= (stand.minimum ?? 0) },
    datumVoorbij: c.status === 'open' && c.goNoGoOp !== null && c.goNoGoOp < dateOf(nu),
    nieuweDatum: { van: addDays(dateOf(nu), 1), totEnMet: c.eerste && addDays(dateOf(c.eerste), -1) },
    besluiten: besluitenVan(audit),
    momenten,
  };
}

/** The names of the fields of one deelnemer in the form. */
const veldUitkomst = (id: string): string => `uitkomst-${id}`;
export const veldReden = (id: string): string => `reden-${id}`;

/** Reads from the form who gets another outcome than was proposed; choosing nothing leaves the proposal. */
export function afwijkingenUit(velden: Typed, { deelnemers }: Afrondingsvoorstel) {
  return deelnemers.flatMap(({ id, voltooid }) => {
    const keuze = textOf(velden[veldUitkomst(id)]);
    const anders = keuze === (voltooid ? 'niet-voltooid' : 'voltooid');
    return anders ? [{ aanmelding: id, voltooid: !voltooid, reden: textOf(velden[veldReden(id)]) }] : [];
  });
}

/** A reason without the tick beside it: was another outcome meant, or not? */
export function losseRedenen(velden: Typed, { deelnemers }: Afrondingsvoorstel): Record<string, string> {
  const los = deelnemers.filter(
    ({ id }) => textOf(velden[veldReden(id)]) && !textOf(velden[veldUitkomst(id)]),
  );
  return Object.fromEntries(
    los.map(({ id, voltooid }) => [
      veldReden(id),
      `Kruis ook “${anders(voltooid).tekst}” aan, of maak de reden leeg.`,
    ]),
  );
}

function regel(d: Voorstel, waarden: Typed, fouten: Record<string, string>) {
  return {
    ...d,
    naam: volledigeNaam(d),
    anders: anders(d.voltooid),
    veldUitkomst: veldUitkomst(d.id),
    veldReden: veldReden(d.id),
    gekozen: textOf(waarden[veldUitkomst(d.id)]) !== '',
    open: textOf(waarden[veldUitkomst(d.id)]) !== '' || textOf(waarden[veldReden(d.id)]) !== '',
    getypt: textOf(waarden[veldReden(d.id)]),
    fout: fouten[veldReden(d.id)] ?? null,
  };
}

const anders = (voltooid: boolean) =>
  voltooid
    ? { waarde: 'niet-voltooid', tekst: 'Toch niet voltooid' }
    : { waarde: 'voltooid', tekst: 'Toch voltooid' };
