import { Injectable } from '@nestjs/common';
import type { ClassConstructor } from 'class-transformer';
import { isUUID } from 'class-validator';
import { And, DataSource, In, Not } from 'typeorm';
import { BotsingenQueries } from '../../cohorten/botsingen.queries.js';
import type { Cohort } from '../../cohorten/cohort.entity.js';
import { Schoolvakantie } from '../../cohorten/schoolvakantie.entity.js';
import { regio } from '../../cohorten/schoolvakanties.service.js';
import { ONDERWEG } from '../../cohorten/standen.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { Clock } from '../../platform/clock/clock.js';
import { dagenErvoor, dateOf, formatDateShort, isDate } from '../../platform/clock/dates.js';
import { Gebruiker } from '../../toegang/gebruiker.entity.js';
import { gebruikersMetRol } from '../../toegang/rollen.queries.js';
import { PlanService } from './plan.service.js';
import {
  leesDagen,
  leesFormulier,
  legeRij,
  type Planformulier,
  reeksvelden,
  type Rij,
  rijvelden,
} from './planformulier.rules.js';
import {
  type Fouten,
  invoerVan,
  type Leesbaar,
  leesRijen,
  voerActieUit,
  weigering,
} from './planinvoer.rules.js';
import { type Afspraak, planbericht, type Planbericht, verschilVan } from './wijziging.rules.js';
import { tijdvak } from '../../cohorten/cohortplan.rules.js';
import { byName } from '../../platform/records.js';

interface Keuze {
  waarde: string;
  tekst: string;
}

/** The check that stands below a plan before it is saved: partials/plancontrole.hbs. */
interface Controle {
  botsingen: { href: string; dag: string; melding: string }[];
  /** The mail that people would get; null where nobody gets one. */
  bericht: { regels: string[]; aantal: number } | null;
  /** The number of people who would hear of a change; null where nobody counts on this plan yet. */
  ontvangers: number | null;
}

/** A form of a cohort that is not there yet: shown again, or made. */
type Planuitkomst =
  | { id: string; context?: undefined; status?: undefined }
  | { id?: undefined; context: Planbeeld; status: number };

/** Builds the context of partials/planformulier.hbs. */
@Injectable()
export class Planformulierscherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly botsingen: BotsingenQueries,
    private readonly plannen: PlanService,
  ) {}

  /** @param cohort the one that is changed; null for a new one. */
  async formulier(formulier: Planformulier, fouten: Fouten = {}, cohort: Cohort | null = null) {
    const { velden, rijen, reeks } = formulier;
    const trainers = await this.trainers(rijen);
    const rij = (een: Rij) => rijbeeld(een, fouten, trainers);
    return {
      velden,
      fouten,
      rijen: rijen.map(rij),
      herinneringen: herinneringen(velden.herinneringsdagen),
      meerOpen: zelden.some(
        (veld) => fouten[veld] !== undefined || (velden[veld] && veld !== 'herinneringsdagen'),
      ),
      lege: rij(legeRij('__n__' as never)),
      reeks: byName(reeksvelden, (veld) => veldVan(`reeks-${veld}`, reeks[veld], fouten)),
      reeksOpen: reeksvelden.some((veld) => fouten[`reeks-${veld}`] !== undefined),
      controle: await this.controle(formulier, cohort),
    };
  }

  /**
   * @param soort the request that the form becomes.
   * @param maak makes it. @returns the id.
   */
  async verwerkNieuw<T extends object>(
    soort: ClassConstructor<T>,
    body: Record<string, unknown>,
    extra: (formulier: Planformulier) => object,
    maak: (dto: T) => Promise<string>,
  ): Promise<Planuitkomst> {
    const formulier = leesFormulier(body);
    const vakanties = await this.dataSource.manager.findBy(Schoolvakantie, { regio });
    const terug = voerActieUit(body.actie, formulier, vakanties);
    const gelezen = invoerVan(soort, terug?.formulier ?? formulier, extra(formulier));
    if (terug) {
      const fouten = body.actie === 'controleer' ? gelezen.fouten : terug.fouten;
      const status = Object.keys(terug.fouten).length > 0 ? 422 : 200;
      return { context: await this.formulier(terug.formulier, fouten), status };
    }
    if (!gelezen.dto || Object.keys(gelezen.fouten).length > 0)
      return { context: await this.formulier(formulier, gelezen.fouten), status: 422 };
    // Not by `probeer`: what is wrong goes beside its row, and the page around this form is built by who asks.
    try {
      return { id: await maak(gelezen.dto) };
    } catch (fout) {
      return { context: await this.formulier(formulier, weigering(fout, gelezen.rijen).fouten), status: 422 };
    }
  }

  /** Every opleiding of which the academie runs cohorten. */
  async opleidingen(): Promise<{ waarde: string; tekst: string }[]> {
    const opleidingen = await this.dataSource.manager.find(Opleiding, {
      where: { soort: Not('extern') },
      select: { id: true, code: true, naam: true },
      order: { naam: 'ASC', code: 'ASC' },
    });
    return opleidingen.map(({ code, naam }) => ({ waarde: code, tekst: naam }));
  }

  /** Lists the trainers who can be chosen; those who are chosen already can stay. */
  private async trainers(rijen: readonly Rij[]): Promise<Keuze[]> {
    const gekozen = rijen.map(({ trainer }) => trainer).filter((id) => isUUID(id));
    const m = this.dataSource.manager;
    const nu = await gebruikersMetRol(m, 'trainer', dateOf(this.clock.now()));
    const anderen = await m.find(Gebruiker, {
      where: { id: And(In(gekozen), Not(In(nu.map(({ id }) => id)))) },
      order: { naam: 'ASC', id: 'ASC' },
    });
    return [...nu, ...anderen].map(({ id, naam }) => ({ waarde: id, tekst: naam }));
  }

  /** Looks at a plan as it is typed. */
  private async controle({ rijen, velden }: Planformulier, cohort: Cohort | null): Promise<Controle> {
    const { leesbaar } = leesRijen(rijen);
    const locatie = velden.locatie || null;
    const geldig = leesbaar.filter(({ begint, eindigt }) => begint < eindigt);
    const metPlaats = geldig.map((rij) => ({
      ...rij,
      locatie: zoekbaar(rij.locatie ?? (rij.link ? null : locatie)),
      trainer: isUUID(rij.trainer) ? rij.trainer : null,
    }));
    const gevonden = await this.botsingen.zoek(metPlaats, cohort?.id ?? null);
    return {
      botsingen: gevonden.map(({ bijeenkomst, melding }) => {
        const rij = geldig[bijeenkomst]!;
        return { href: `#veld-rij-${rij.n}-datum`, dag: tijdvak(rij), melding };
      }),
      ...(cohort ? await this.nieuws(cohort, locatie, leesbaar) : { bericht: null, ontvangers: null }),
    };
  }

  private async nieuws(
    cohort: Cohort,
    locatie: string | null,
    leesbaar: readonly Leesbaar[],
  ): Promise<Pick<Controle, 'bericht' | 'ontvangers'>> {
    const m = this.dataSource.manager;
    const rekent = ONDERWEG.includes(cohort.status);
    const aantal = rekent ? await this.plannen.aantalOntvangers(m, cohort.id) : 0;
    if (aantal === 0) return { bericht: null, ontvangers: null };
    const verschil = verschilVan(await this.plannen.bijeenkomsten(m, cohort.id), leesbaar);
    const bericht = planbericht(cohort, locatie, verschil, this.clock.now());
    if (!bericht) return { bericht, ontvangers: aantal };
    const bereikt = await this.plannen.aantalOntvangers(m, cohort.id, bericht);
    return { bericht: { regels: inRegels(bericht), aantal: bereikt }, ontvangers: aantal };
  }
}

/** Context of partials/planformulier.hbs. */
export type Planbeeld = Awaited<ReturnType<Planformulierscherm['formulier']>>;

/** Tells what the typed days mean, so that nobody has to guess. */
function herinneringen(tekst: string): string {
  const dagen = leesDagen(tekst);
  const nu =
    dagen &&
    (dagen.length === 0 ? 'Nu krijgt niemand een herinnering.' : `Nu: ${dagenErvoor(dagen)}, om 9:00 uur.`);
  return ['Bijvoorbeeld: 7, 1. Leeg is geen herinneringen, 0 is de dag zelf.', nu].filter(Boolean).join(' ');
}

const veldVan = (naam: string, waarde: string, fouten: Fouten) => ({ naam, waarde, fout: fouten[naam] });
const leerjaren: Keuze[] = ['1', '2', '3', '4', '5', '6'].map((jaar) => ({ waarde: jaar, tekst: jaar }));
/** What is folded away until somebody fills it in; reminders have days of themselves. */
const zelden = ['toelichting', 'herinneringsdagen', 'financiering', 'peUitvoeringscode'] as const;
const minder = ['link', 'onderwerp', 'leerjaar'] as const;

/** Context of partials/planrij.hbs. */
export function rijbeeld(rij: Rij, fouten: Fouten, trainers: Keuze[]) {
  const velden = byName(rijvelden, (veld) => veldVan(`rij-${rij.n}-${veld}`, rij[veld], fouten));
  const gewoon = rij.link === '' && rij.onderwerp === '' && rij.leerjaar === '1';
  return {
    ...velden,
    n: rij.n,
    kop: isDate(rij.datum) ? formatDateShort(rij.datum) : 'Nieuwe bijeenkomst',
    meerOpen: !gewoon || minder.some((veld) => fouten[`rij-${rij.n}-${veld}`] !== undefined),
    leerjaren,
    trainers,
  };
}

/** Leaves out a text that cannot be stored; the form says so beside the field. */
const zoekbaar = (tekst: string | null): string | null => (tekst && /\p{Cc}/u.test(tekst) ? null : tekst);

const afspraak = (a: Afspraak): string => [tijdvak(a), a.plaats, a.link].filter(Boolean).join(', ');

function inRegels({ bijeenkomsten, plaats }: Planbericht): string[] {
  const regels = bijeenkomsten.map(({ oud, nieuw }) => {
    if (!oud) return `Erbij: ${afspraak(nieuw!)}`;
    return nieuw ? `${afspraak(oud)} → ${afspraak(nieuw)}` : `Vervalt: ${afspraak(oud)}`;
  });
  const waar = plaats && `Plaats: ${plaats.oud ?? 'niet bekend'} → ${plaats.nieuw ?? 'niet bekend'}`;
  return waar ? [...regels, waar] : regels;
}
