import { type AuditBeeld, AuditQueries } from '../audit/audit.queries.js';
import { type CohortBeeld, vrijVan, CohortenQueries } from '../cohorten/cohorten.queries.js';
import { Injectable } from '@nestjs/common';
import { Settings } from '../platform/config/settings.js';
import { Page } from '../platform/web/page.js';
import { cohortpaden } from '../cohorten/paden.js';
import { aanmeldpaden, type Deelnemersdaad } from './paden.js';
import { AanmeldingenQueries, type AanmeldingBeeld } from './aanmeldingen.queries.js';
import { eersteReden, type Wachtreden } from './standen.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import {
  AANBOD_AFGEWEZEN,
  heeftZekerePlaats,
  houdtPlaats,
  verplaatsredenInWoorden,
} from './aanmeldingen.rules.js';
import { inFull } from '../platform/web/template-helpers.js';
import { overstapAnker } from './overzetten.mails.js';
import { cohortregel, geld } from '../cohorten/cohort.scherm.js';
import { type Keuze, OverzetvoorstellenService, type Vervolg } from './overzetvoorstellen.service.js';

/** Everything that the page tells, as it was read. */
interface Gelezen {
  a: AanmeldingBeeld;
  cohort: CohortBeeld;
  audit: AuditBeeld[];
  /** Hours that an offer lasts. */
  aanbodUren: number;
  overstappen: Overstappen;
  /** The opleiding as it stood when they enrolled; null when it still stands so. */
  versieHref: string | null;
}

/** The questions that a link in a mail may put first, `?doe=`. */
export const vragen = ['accepteren', 'afwijzen', 'annuleren'] as const;
export type Vraag = (typeof vragen)[number];

interface Gevraagd {
  /** The question of the link in the mail; it changes nothing but what comes first. */
  doe: Vraag | null;
  /** An annulering that was refused, with what was typed. */
  annulering: { reden: string; fout: string } | null;
}

/** The page of one aanmelding as its deelnemer sees it. */
@Injectable()
export class AanmeldingScherm {
  constructor(
    private readonly queries: AanmeldingenQueries,
    private readonly cohorten: CohortenQueries,
    private readonly audit: AuditQueries,
    private readonly voorstellen: OverzetvoorstellenService,
    private readonly settings: Settings,
  ) {}

  async toon(a: AanmeldingBeeld, gevraagd: Gevraagd): Promise<Page> {
    const cohort = await this.cohorten.een(a.cohortId, false);
    const audit = await this.audit.vanOnderwerp('aanmelding', a.id);
    const gelezen = {
      a,
      cohort: cohort!,
      audit,
      aanbodUren: this.settings.AANBOD_UREN,
      overstappen: {
        keuzes: await this.voorstellen.keuzes(a),
        vervolg: a.status === 'geannuleerd' ? await this.voorstellen.vervolg(a.id) : null,
      },
      versieHref: await this.queries.versieHref(a),
    };
    return new Page('aanmeldingen/aanmelding', aanmeldingscontext(gelezen, gevraagd), {
      titel: `Aanmelding: ${a.opleiding}`,
      status: gevraagd.annulering ? 422 : 200,
    });
  }
}

export function aanmeldingscontext(gelezen: Gelezen, { doe, annulering }: Gevraagd) {
  const { a, cohort, audit, aanbodUren, overstappen, versieHref } = gelezen;
  const regel = cohortregel(cohort);
  return {
    voornaam: a.voornaam,
    voor: volledigeNaam(a),
    email: a.email,
    opleiding: { naam: a.opleiding, href: cohortpaden.opleiding(a.opleidingCode) },
    versieHref,
    cohort: { naam: a.cohort, eerste: cohort.eerste, locatie: regel.locatie, ...geld(cohort) },
    school: a.school,
    functie: a.functie,
    status: a.status,
    stap: eersteReden(a.wachtOp),
    verlopenDoor: a.status === 'verlopen' ? verlopenDoor(a, audit) : null,
    ...einde(a, cohort, overstappen.vervolg),
    vervaltOp: a.vervaltOp,
    wachtlijstpositie: a.wachtlijstpositie,
    plekNaBevestiging: regel.vrij > 0 && a.wachtOp.includes('emailbevestiging'),
    wachtend: cohort.wachtend,
    verplaatst: a.status === 'wachtlijst' ? laatsteVerplaatsing(audit, a.statusSinds) : null,
    reactietijd: `${aanbodUren} uur`,
    goNoGo: cohort.goNoGoOp,
    minimum: regel.minimumGehaald ? null : cohort.minimum,
    aanmeldenTotEnMet: regel.aanmeldenTotEnMet,
    overstap: overstapcontext(a, overstappen),
    bestuur: a.bestuur,
    tijdlijn: audit.flatMap(tijdlijnregel),
    bijeenkomsten: eigenBijeenkomsten(a, cohort),
    agendaHref: cohort.eerste && a.status === 'geplaatst' ? aanmeldpaden.agenda(a.token) : null,
    acties: acties(a, regel.aanmeldHref !== null),
    vraag: vraagVan(a, doe),
    zonderVraag: aanmeldpaden.een(a.token),
    opnieuwHref: regel.aanmeldHref,
    annulering,
  };
}

/** Tells who ended it, and why when that may be told. */
function einde(a: AanmeldingBeeld, cohort: CohortBeeld, vervolg: Vervolg | null) {
  const geannuleerdDoor = cohort.status === 'geannuleerd' ? 'cohort' : a.beeindigdDoor;
  const zelf = a.beeindigdDoor === 'deelnemer';
  return {
    geannuleerdDoor: a.status === 'geannuleerd' ? geannuleerdDoor : null,
    afgewezenDoor: a.status === 'afgewezen' ? a.beeindigdDoor : null,
    reden: zelf || vervolg ? null : (a.reden?.replace(/\.$/, '') ?? null),
    zeiNee: a.status === 'geannuleerd' && zelf && a.reden === AANBOD_AFGEWEZEN,
  };
}

/** With their subjects; the link of what is online is only for who has a place, until it is over or off. */
function eigenBijeenkomsten(a: AanmeldingBeeld, cohort: CohortBeeld) {
  const metLink = heeftZekerePlaats(a.status) && cohort.status !== 'geannuleerd';
  return cohortregel(cohort).bijeenkomsten.map((b, i) => ({
    ...b,
    link: metLink ? cohort.bijeenkomsten[i]!.link : null,
  }));
}

/** Where each button posts to; null for what cannot be done now. */
function acties(a: AanmeldingBeeld, neemtAan: boolean) {
  const naar = (daad: Deelnemersdaad, kan: boolean): string | null =>
    kan ? aanmeldpaden.daad(a.token, daad) : null;
  const lopend = a.status === 'voorlopig' || a.status === 'geplaatst' || a.status === 'wachtlijst';
  const aanbod = a.status === 'voorlopig' && a.wachtOp.includes('aanbod');
  return {
    bevestig: naar('emailbevestiging', lopend && a.wachtOp.includes('emailbevestiging')),
    accepteer: naar('aanbodacceptatie', aanbod),
    wijsAf: naar('aanbodafwijzing', aanbod),
    annuleer: naar('annulering', lopend && !aanbod),
    herleef: naar('herleving', a.status === 'verlopen' && neemtAan),
  };
}

/** The other side of a question comes first only while that side can still be chosen. */
function vraagVan(a: AanmeldingBeeld, doe: Vraag | null): 'afwijzen' | 'annuleren' | null {
  const kan = acties(a, false);
  if (doe === 'afwijzen' && kan.wijsAf) return doe;
  return doe === 'annuleren' && kan.annuleer ? doe : null;
}

function verlopenDoor(a: AanmeldingBeeld, audit: AuditBeeld[]): Wachtreden {
  const laatste = audit.findLast(({ code }) => code === 'aanmelding.verlopen')?.gegevens.wachtteOp;
  const wachtteOp = a.wachtteOp ?? (Array.isArray(laatste) ? (laatste as Wachtreden[]) : []);
  return eersteReden(wachtteOp) ?? 'aanbod';
}

const gebeurtenissen: Partial<Record<AuditBeeld['code'], string>> = {
  'aanmelding.aangemeld': 'Je hebt je aangemeld',
  'aanmelding.email-bevestigd': 'Je e-mailadres is bevestigd',
  'aanmelding.akkoord': 'Je bestuur gaf akkoord',
  'aanmelding.aanbod': 'Je kreeg een plek aangeboden',
  'aanmelding.aanbod-geaccepteerd': 'Je nam de plek aan',
  'aanmelding.verlopen': 'De tijd om te reageren was voorbij',
  'aanmelding.herleefd': 'Je meldde je weer aan',
  'aanmelding.geannuleerd': 'De aanmelding is geannuleerd',
  'aanmelding.afgewezen': 'De aanmelding is afgewezen',
  'aanmelding.overgezet': 'Je ging naar een andere groep',
  'aanmelding.overzetting-voorgesteld': 'We stelden je een andere groep voor',
  'aanmelding.overzetting-afgewezen': 'Je wilde niet naar een andere groep',
};

const verplaatsingen: Partial<Record<AuditBeeld['code'], string>> = {
  'aanmelding.verplaatst-in-rij': 'De academie gaf je een ander nummer op de wachtlijst',
  'aanmelding.ingehaald-in-rij': 'De academie zette iemand voor je op de wachtlijst',
};

/** Tells where it brought them and why; who did it, and for whom, is nobody's business. */
function verplaatsing({ code, gegevens: { van, naar, redencode } }: AuditBeeld): string | null {
  const wat = verplaatsingen[code];
  if (!wat) return null;
  const reden = verplaatsredenInWoorden(redencode);
  return `${wat}: van ${String(van)} naar ${String(naar)}.${reden ? ` Reden: ${reden}.` : ''}`;
}

/** The last time that the academie changed the order, as long as they stand in this line. */
function laatsteVerplaatsing(audit: AuditBeeld[], sinds: Date): { tekst: string; op: Date } | null {
  const laatste = audit.findLast(({ code, op }) => verplaatsingen[code] && op >= sinds);
  return laatste ? { tekst: verplaatsing(laatste)!, op: laatste.op } : null;
}

function tijdlijnregel(regel: AuditBeeld): { tekst: string; op: Date }[] {
  const { code, op, wieSoort } = regel;
  const verplaatst = verplaatsing(regel);
  if (verplaatst) return [{ tekst: verplaatst, op }];
  if (code === 'aanmelding.aangemeld' && wieSoort !== 'persoon' && wieSoort !== 'anoniem')
    return [{ tekst: 'Je bent aangemeld', op }];
  const tekst = gebeurtenissen[code];
  return tekst ? [{ tekst, op }] : [];
}

/** How moving to another cohort is shown to the deelnemer. */
interface Overstappen {
  keuzes: Keuze[];
  vervolg: Vervolg | null;
}

/** Context of the part of pages/aanmeldingen/aanmelding.hbs about other cohorten. */
function overstapcontext(a: AanmeldingBeeld, { keuzes, vervolg }: Overstappen) {
  return {
    kop: kopVan(a, keuzes),
    keuzes: keuzes.map((keuze) => keuzecontext(a, keuze)),
    zetOver: aanmeldpaden.daad(a.token, 'overzetting'),
    wijsAf: aanmeldpaden.daad(a.token, 'overzetafwijzing'),
    heeftPlaats: houdtPlaats(a.status),
    vervolg: vervolg && {
      naam: inFull(vervolg.opleiding, vervolg.cohort),
      href: aanmeldpaden.een(vervolg.token),
    },
  };
}

function kopVan(a: AanmeldingBeeld, keuzes: Keuze[]): string {
  const anders = keuzes.filter((keuze) => isAndereOpleiding(a, keuze)).length;
  if (anders === 0) return 'Wil je naar een andere groep?';
  return anders === keuzes.length ? 'Wil je naar een andere opleiding?' : 'Wil je iets anders kiezen?';
}

const isAndereOpleiding = (a: AanmeldingBeeld, { cohort }: Keuze): boolean =>
  cohort.opleidingCode !== a.opleidingCode;

function keuzecontext(a: AanmeldingBeeld, keuze: Keuze) {
  const { voorstelId, cohort, positie } = keuze;
  const regel = cohortregel(cohort);
  const waarom = dicht(cohort) ?? (positie !== null && houdtPlaats(a.status) ? VOL_VOOR_WIE_ZIT : null);
  return {
    voorstelId,
    anker: overstapAnker(cohort.id),
    opleiding: cohort.opleiding,
    naam: cohort.naam,
    andereOpleiding: isAndereOpleiding(a, keuze),
    href: regel.href,
    eerste: regel.eerste,
    dag: regel.dag,
    tijden: regel.tijden,
    locatie: regel.locatie,
    vrij: positie === null ? vrijVan(cohort) : 0,
    positie,
    waarom,
  };
}

const VOL_VOOR_WIE_ZIT = 'Deze groep is nu vol. Je houdt de plek die je hebt. Probeer het later nog eens.';

const sluitingen: Partial<Record<CohortBeeld['aanmelden'], string>> = {
  'nog-niet': 'Overstappen kan nog niet: het aanmelden is nog niet open.',
  voorbij: 'Overstappen kan niet meer: de laatste dag om je aan te melden is voorbij.',
  begonnen: 'Overstappen kan niet meer: deze groep is begonnen.',
  geannuleerd: 'Deze groep gaat niet door.',
  dicht: 'Deze groep neemt nu geen aanmeldingen aan.',
};

const dicht = ({ aanmelden }: CohortBeeld): string | null => sluitingen[aanmelden] ?? null;
