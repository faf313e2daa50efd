import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Wie } from '../toegang/wie.js';
import { CohortenQueries, type CohortBeeld } from '../cohorten/cohorten.queries.js';
import { inzagepaden } from '../inzage/paden.js';
import { koppelpaden } from '../koppelingen/paden.js';
import { tegelVan } from '../cohorten/cohort.scherm.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf, daysBetween } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { haalUit } from '../platform/secrets.js';
import { Page } from '../platform/web/page.js';
import { AGENDADOEL, Persoon } from '../toegang/persoon.entity.js';
import { AanmeldingenQueries, type AanmeldingBeeld } from './aanmeldingen.queries.js';
import { aanmeldpaden } from './paden.js';
import { LOPEND } from './standen.js';
import { standInWoorden } from './aanmeldingen.rules.js';

interface Agenda {
  agendaAdres: string | null;
  agendaHref: string | null;
}

/** The own overview of a deelnemer. */
@Injectable()
export class MijnAanmeldingenScherm {
  constructor(
    private readonly queries: AanmeldingenQueries,
    private readonly cohorten: CohortenQueries,
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
  ) {}

  async toon(wie: Wie): Promise<Page> {
    const aanmeldingen = wie.soort === 'persoon' ? await this.queries.vanPersoon(wie.id) : [];
    const cohorten = await this.cohorten.zoek({
      ids: aanmeldingen.map(({ cohortId }) => cohortId),
      openbaar: false,
    });
    const context = mijncontext(aanmeldingen, cohorten, await this.agenda(wie), this.clock.now());
    return new Page('aanmeldingen/mijn', context, { titel: 'Mijn aanmeldingen' });
  }

  /** The secret address of the own calendar, once it was asked for. */
  private async agenda(wie: Wie): Promise<Agenda> {
    const persoon =
      wie.soort === 'persoon' && (await this.dataSource.manager.findOneBy(Persoon, { id: wie.id }));
    const geheim =
      persoon &&
      persoon.agendaGeheim &&
      haalUit(AGENDADOEL, persoon.agendaGeheim, persoon.id, this.settings.SESSION_SECRET);
    if (!geheim) return { agendaAdres: null, agendaHref: null };
    const agendaAdres = `${this.settings.BASE_URL}${koppelpaden.eigenAgenda(geheim)}`;
    return { agendaAdres, agendaHref: agendaAdres.replace(/^https?:/, 'webcal:') };
  }
}

function mijncontext(aanmeldingen: AanmeldingBeeld[], cohorten: CohortBeeld[], agenda: Agenda, nu: Date) {
  const regels = aanmeldingen.map((a) => ({
    a,
    regel: mijnregel(
      a,
      cohorten.find(({ id }) => id === a.cohortId),
      nu,
    ),
  }));
  const kies = (test: (a: AanmeldingBeeld) => boolean) =>
    regels.filter(({ a }) => test(a)).map(({ regel }) => regel);
  const vraagt = (a: AanmeldingBeeld): boolean => actieVan(a) !== null;
  return {
    gegevensHref: inzagepaden.mijn,
    voornaam: aanmeldingen[0]?.voornaam ?? null,
    doen: kies(vraagt),
    lopend: kies((a) => !vraagt(a) && (a.status === 'geplaatst' || a.status === 'voorlopig')),
    wachtlijst: kies((a) => !vraagt(a) && a.status === 'wachtlijst'),
    eerder: kies((a) => !LOPEND.includes(a.status)),
    ...komend(aanmeldingen, cohorten, nu),
    ...agenda,
  };
}

/** So many of the times after the next one are shown. */
const DAARNA = 5;

/** The next time that they are expected somewhere, and the times after that. */
function komend(aanmeldingen: AanmeldingBeeld[], cohorten: CohortBeeld[], nu: Date) {
  const [volgende, ...daarna] = aanmeldingen
    .filter(({ status }) => status === 'geplaatst')
    .flatMap((a) =>
      keren(
        a,
        cohorten.find(({ id, status }) => id === a.cohortId && status !== 'geannuleerd'),
      ),
    )
    .filter(({ eindigt }) => eindigt > nu)
    .toSorted((a, b) => Number(a.begint) - Number(b.begint));
  return {
    volgende: volgende
      ? { ...volgende, over: overHoelang(volgende.begint, nu), tegel: tegelVan(volgende.begint) }
      : null,
    daarna: daarna.slice(0, DAARNA),
    rest: Math.max(daarna.length - DAARNA, 0),
  };
}

function keren(a: AanmeldingBeeld, cohort: CohortBeeld | undefined) {
  const plan = cohort?.bijeenkomsten ?? [];
  return plan.map(({ begint, eindigt, locatie, link }, i) => ({
    begint,
    eindigt,
    opleiding: a.opleiding,
    href: aanmeldpaden.een(a.token),
    keer: i + 1,
    keren: plan.length,
    locatie: locatie ?? cohort?.locatie ?? null,
    link,
  }));
}

/** From this many days on weeks say more. */
const WEKEN_VANAF = 14;

function overHoelang(begint: Date, nu: Date): string {
  const dagen = daysBetween(dateOf(nu), dateOf(begint));
  if (dagen <= 0) return 'vandaag';
  if (dagen === 1) return 'morgen';
  return dagen < WEKEN_VANAF ? `over ${dagen} dagen` : `over ${Math.round(dagen / 7)} weken`;
}

/** One line of the own overview. */
export function mijnregel(a: AanmeldingBeeld, cohort: CohortBeeld | undefined, nu: Date) {
  const plan = a.status === 'geplaatst' ? (cohort?.bijeenkomsten ?? []) : [];
  return {
    href: aanmeldpaden.een(a.token),
    opleiding: a.opleiding,
    eerste: cohort?.eerste ?? null,
    locatie: cohort?.locatie ?? null,
    volgende: plan.find(({ begint }) => begint > nu)?.begint ?? null,
    online: plan.find(({ eindigt }) => eindigt > nu)?.link ?? null,
    status: { soort: kleur(a), tekst: standInWoorden(a) },
    actie: actieVan(a),
    voor: actieVan(a) ? a.vervaltOp : null,
  };
}

function kleur(a: AanmeldingBeeld): 'goed' | 'let-op' | 'info' | 'neutraal' {
  if (a.status === 'geplaatst' || a.status === 'voltooid') return 'goed';
  if (a.status === 'voorlopig') return 'let-op';
  return a.status === 'wachtlijst' ? 'info' : 'neutraal';
}

/** The question to the deelnemer; null when there is none. */
function actieVan(a: AanmeldingBeeld): string | null {
  if (a.wachtOp.includes('emailbevestiging')) return 'Bevestig je e-mailadres';
  if (a.wachtOp.includes('aanbod')) return 'Zeg of je meedoet';
  return null;
}
