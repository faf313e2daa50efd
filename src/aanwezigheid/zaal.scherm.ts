import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Inkijk } from '../audit/inkijk.service.js';
import type { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';
import { type CohortBeeld, CohortenQueries } from '../cohorten/cohorten.queries.js';
import { cohortpaden } from '../cohorten/paden.js';
import { portaalpaden } from '../deelnemerslijsten/paden.js';
import { Clock } from '../platform/clock/clock.js';
import { Page } from '../platform/web/page.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import type { Wie } from '../toegang/wie.js';
import type { Aanwezigheidsstand } from './aanwezigheid.entity.js';
import { bijeenkomstOnbekend } from './aanwezigheid.errors.js';
import { type Aanwezige, AanwezigheidQueries, type Gemist, type Gevonden } from './aanwezigheid.queries.js';
import { inhaalkeuzes, magVastleggen, zoekopdrachtVoor, zoekuitleg } from './aanwezigheid.rules.js';
import { AanwezigheidService } from './aanwezigheid.service.js';
import { aanwezigheidpaden } from './paden.js';
import { naamvraag } from '../aanmeldingen/aanvraag.rules.js';
import { functiekeuzes } from '../opleidingen/opleidingen.rules.js';
import { foutenPerVeld, type Persoonsformulier, waardenVan } from '../personen/persoonsformulier.scherm.js';
import { dateOf, formatDateShort, formatDayShort, formatTime } from '../platform/clock/dates.js';
import type { DomainError, FieldError } from '../platform/errors/domain-error.js';
import { Werkplekkiezer } from '../besturen/werkplek.scherm.js';

/** Lines on the printed list for those who walk in. */
const LEGE_REGELS = 6;

interface Zaal {
  bijeenkomst: Bijeenkomst;
  cohort: CohortBeeld;
}

/** A refused form of who is there: what was chosen, and what was wrong, by aanmelding. */
interface GeweigerdeZaal {
  status: number;
  melding: string;
  keuzes: Map<string, Aanwezigheidsstand>;
  fouten: Map<string, string>;
}

/** The people that were found. */
interface Zoekresultaat {
  zonderPlaats: Gevonden[];
  elders: Gevonden[];
  gemist: Gemist[];
}

/** A refused form of who is not on the list. */
interface GeweigerdeInloper {
  formulier: Persoonsformulier;
  fouten: FieldError[];
  status: number;
  fout?: DomainError;
}

/** The screens in the room: who is there, the list on paper, and who is not on it. */
@Injectable()
export class ZaalScherm {
  constructor(
    private readonly aanwezigheid: AanwezigheidService,
    private readonly queries: AanwezigheidQueries,
    private readonly cohorten: CohortenQueries,
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
    private readonly inkijk: Inkijk,
    private readonly kiezer: Werkplekkiezer,
  ) {}

  /** @throws DomainError `bijeenkomst-onbekend` to those who may not know of it. */
  async zaal(wie: Wie, id: string): Promise<Zaal> {
    const bijeenkomst = await this.aanwezigheid.bijeenkomst(wie, id);
    const cohort = await this.cohorten.een(bijeenkomst.cohortId, false);
    if (!cohort) throw bijeenkomstOnbekend();
    return { bijeenkomst, cohort };
  }

  lijst({ bijeenkomst }: Zaal): Promise<Aanwezige[]> {
    return this.queries.lijst(bijeenkomst.id, bijeenkomst.cohortId);
  }

  async toon(wie: Wie, id: string, geweigerd?: GeweigerdeZaal): Promise<Page> {
    const zaal = await this.zaal(wie, id);
    const lijst = await this.lijst(zaal);
    const context = zaalcontext(wie, zaal.cohort, zaal.bijeenkomst, lijst, this.clock.now(), geweigerd);
    const titel = `Aanwezigheid: ${zaal.cohort.opleiding}`;
    return new Page('aanwezigheid/zaal', context, { titel, status: geweigerd?.status ?? 200 });
  }

  /** The list on paper, with room for those who walk in; that it was printed is recorded. */
  async presentielijst(wie: Wie, id: string): Promise<Page> {
    const zaal = await this.zaal(wie, id);
    const { trainerId } = zaal.bijeenkomst;
    const trainer = trainerId && (await this.dataSource.manager.findOneBy(Gebruiker, { id: trainerId }));
    const lijst = (await this.lijst(zaal)).filter((a) => a.metPlaats || a.anderCohort !== null);
    await this.inkijk.presentielijst(wie, zaal.bijeenkomst);
    const context = {
      ...bijeenkomstkop(wie, zaal.cohort, zaal.bijeenkomst),
      trainer: trainer ? trainer.naam : null,
      terugHref: aanwezigheidpaden.zaal(kantVan(wie), id),
      rijen: lijst.map((a) => ({
        naam: volledigeNaam(a),
        school: a.school,
        haaltIn: a.anderCohort !== null,
      })),
      leeg: Array<null>(LEGE_REGELS).fill(null),
    };
    return new Page('aanwezigheid/presentielijst', context, {
      titel: `Presentielijst: ${context.opleiding}`,
    });
  }

  /** "Iemand staat er niet bij": looking for somebody, and a short form for those who are nowhere. */
  async inlopers(wie: Wie, id: string, zoek: string, geweigerd?: GeweigerdeInloper): Promise<Page> {
    const zaal = await this.zaal(wie, id);
    const gevonden = await this.zoek(wie, zaal, zoek.trim().slice(0, 100));
    const fouten = geweigerd && geweigerd.fouten.length > 0 ? foutenPerVeld(geweigerd.fouten) : undefined;
    const context = {
      ...inloperscontext(wie, zaal, zoek, gevonden),
      teKort: zoek.trim() !== '' && !gevonden,
      werkplek: await this.kiezer.veld(geweigerd?.formulier ?? {}, { voor: 'zaal' }),
      waarden: waardenVan(geweigerd?.formulier ?? {}),
      naamvraag: naamvraag(geweigerd?.fout, geweigerd?.formulier ?? {}),
      formulierOpen: fouten !== undefined,
      fouten,
    };
    const titel = 'Iemand staat er niet bij';
    return new Page('aanwezigheid/inlopers', context, { titel, status: geweigerd?.status ?? 200 });
  }

  /** Recorded before it is shown. @returns null when too little was typed to look for. */
  private async zoek(wie: Wie, { bijeenkomst }: Zaal, zoek: string): Promise<Zoekresultaat | null> {
    const opdracht = zoekopdrachtVoor(kantVan(wie), zoek);
    if (!opdracht) return null;
    const zonderPlaats = await this.queries.zonderPlaats(bijeenkomst, opdracht);
    const elders = await this.queries.vanElders(bijeenkomst, opdracht);
    const personen = [...zonderPlaats, ...elders].map(({ persoonId }) => persoonId);
    await this.inkijk.inlopers(wie, bijeenkomst, [...new Set(personen)]);
    const gemist = await this.queries.gemist(elders.map(({ aanmeldingId }) => aanmeldingId));
    return { zonderPlaats, elders, gemist };
  }
}

/** Tells whether somebody has the screens of staff or those of a trainer. */
export const kantVan = (wie: Wie): 'beheer' | 'trainer' =>
  wie.soort === 'gebruiker' && wie.rol === 'trainer' ? 'trainer' : 'beheer';

function kruimels(wie: Wie, c: CohortBeeld) {
  return kantVan(wie) === 'trainer'
    ? [
        { tekst: 'Mijn cohorten', href: portaalpaden.trainer },
        { tekst: c.opleiding, href: portaalpaden.trainerCohort(c.id) },
      ]
    : [
        { tekst: 'Cohorten', href: cohortpaden.lijst },
        { tekst: c.opleiding, href: cohortpaden.een(c.id) },
        { tekst: 'Aanwezigheid', href: aanwezigheidpaden.cohort(c.id) },
      ];
}

/** The head of every screen of one bijeenkomst. */
function bijeenkomstkop(wie: Wie, c: CohortBeeld, b: Bijeenkomst) {
  return {
    kruimels: kruimels(wie, c),
    opleiding: c.opleiding,
    cohort: c.naam,
    nummer: nummerVan(c, b.id),
    aantal: c.bijeenkomsten.length,
    begint: b.begint,
    eindigt: b.eindigt,
    locatie: b.locatie ?? c.locatie,
    onderwerp: b.onderwerp,
  };
}

/** Place in the cohort, from 1. */
const nummerVan = (c: CohortBeeld, bijeenkomstId: string): number =>
  c.bijeenkomsten.findIndex(({ id }) => id === bijeenkomstId) + 1;

/** From this many on, two screens of a phone, one looks for a name instead of reading the list. */
const VEEL = 20;

const keuzen: { waarde: Aanwezigheidsstand; tekst: string }[] = [
  { waarde: 'aanwezig', tekst: 'Er' },
  { waarde: 'afwezig', tekst: 'Niet' },
  { waarde: 'afgemeld', tekst: 'Afgemeld' },
];

function zaalcontext(
  wie: Wie,
  c: CohortBeeld,
  b: Bijeenkomst,
  lijst: Aanwezige[],
  nu: Date,
  geweigerd?: GeweigerdeZaal,
) {
  const open = magVastleggen('aanwezig', b.begint, nu);
  const eigen = lijst.filter(({ anderCohort }) => anderCohort === null);
  const kant = kantVan(wie);
  const pad = aanwezigheidpaden.bijeenkomst(kant, b.id);
  return {
    ...bijeenkomstkop(wie, c, b),
    open,
    actie: aanwezigheidpaden.zaal(kant, b.id),
    api: `/api/v1/bijeenkomsten/${b.id}/aanwezigheid`,
    bewaarplek: `aanwezigheid:${b.id}:${'id' in wie ? wie.id : ''}`,
    inloperHref: open ? `${pad}/inlopers` : null,
    presentielijstHref: aanwezigheidpaden.presentielijst(kant, b.id),
    melding: geweigerd?.melding ?? null,
    rijen: eigen.map((a) => rij(a, open, geweigerd)),
    veel: eigen.length > VEEL,
    bewaard: bewaardOp(eigen, nu),
    aanwezig: eigen.filter(({ stand }) => stand === 'aanwezig').length,
    gasten: lijst
      .filter(({ anderCohort }) => anderCohort !== null)
      .map((a) => ({
        naam: volledigeNaam(a),
        cohort: a.anderCohort,
        haaltIn: a.haaltInVan,
        intrekking: `${pad}/inhalers/${a.aanmeldingId}/intrekking`,
      })),
  };
}

/** When the last mark was saved: the hour, and of another day that day too. */
function bewaardOp(lijst: Aanwezige[], nu: Date): string | null {
  const laatste = lijst.reduce<Date | null>((tot, { op }) => (op && (!tot || op > tot) ? op : tot), null);
  if (!laatste) return null;
  return `${dateOf(laatste) === dateOf(nu) ? 'om' : formatDayShort(laatste)} ${formatTime(laatste)}`;
}

function rij(a: Aanwezige, open: boolean, geweigerd?: GeweigerdeZaal) {
  const gekozen = geweigerd?.keuzes.get(a.aanmeldingId) ?? a.stand;
  return {
    id: a.aanmeldingId,
    naam: volledigeNaam(a),
    school: a.school,
    stand: a.stand,
    zonderPlaats: !a.metPlaats,
    ingehaaldOp: a.ingehaaldOp,
    fout: geweigerd?.fouten.get(a.aanmeldingId) ?? null,
    keuzes: keuzen
      .filter(({ waarde }) => open || waarde === 'afgemeld' || a.stand === waarde)
      .map((keuze) => ({ ...keuze, gekozen: keuze.waarde === gekozen })),
  };
}

const standen: Partial<Record<Gevonden['status'], string>> = {
  wachtlijst: 'staat op de wachtlijst',
  verlopen: 'eerder aangemeld, nu verlopen',
  geannuleerd: 'eerder aangemeld, nu afgemeld',
  afgewezen: 'eerder aangemeld, toen afgewezen',
};

/** "di 3 nov 2026: Leiden" */
export const inWoorden = ({ begint, onderwerp, nummer }: Omit<Gemist, 'aanmeldingId' | 'id' | 'leerjaar'>) =>
  `${formatDateShort(begint)}: ${onderwerp ?? `bijeenkomst ${nummer}`}`;

function inloperscontext(
  wie: Wie,
  { cohort, bijeenkomst }: Zaal,
  zoek: string,
  gevonden: Zoekresultaat | null,
) {
  const kant = kantVan(wie);
  const opNaam = kant === 'trainer';
  const pad = aanwezigheidpaden.bijeenkomst(kant, bijeenkomst.id);
  const algemeen = bijeenkomstkop(wie, cohort, bijeenkomst);
  const hier = { ...bijeenkomst, nummer: nummerVan(cohort, bijeenkomst.id) };
  const naam = (g: Gevonden) => ({ id: g.aanmeldingId, naam: volledigeNaam(g), school: g.school });
  return {
    ...algemeen,
    kruimels: [
      ...algemeen.kruimels,
      { tekst: 'Wie is er?', href: aanwezigheidpaden.zaal(kant, bijeenkomst.id) },
    ],
    pad: `${pad}/inlopers`,
    inhaalActie: `${pad}/inhalers`,
    zoek: zoek.trim(),
    opNaam,
    minstens: zoekuitleg[kant],
    zoeklabel: opNaam ? 'Naam' : 'Naam of heel e-mailadres',
    niemand: gevonden !== null && gevonden.zonderPlaats.length + gevonden.elders.length === 0,
    zonderPlaats: (gevonden?.zonderPlaats ?? []).map((g) => ({
      ...naam(g),
      stand: opNaam ? null : (standen[g.status] ?? null),
    })),
    elders: (gevonden?.elders ?? []).map((g) => ({
      ...naam(g),
      cohort: opNaam ? null : g.cohort,
      keuzes: inhaalkeuzes(
        hier,
        (gevonden?.gemist ?? []).filter(({ aanmeldingId }) => aanmeldingId === g.aanmeldingId),
      ).map((b) => ({ waarde: b.id, tekst: inWoorden(b) })),
    })),
    functies: functiekeuzes,
  };
}
