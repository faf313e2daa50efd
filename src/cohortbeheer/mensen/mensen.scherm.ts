import { Injectable } from '@nestjs/common';
import { type AanmeldingBeeld, AanmeldingenQueries } from '../../aanmeldingen/aanmeldingen.queries.js';
import { kanVerhuizen, verplaatscodes, verplaatsredenen } from '../../aanmeldingen/aanmeldingen.rules.js';
import { cohortkop, cohortregel, type Kleur } from '../../cohorten/cohort.scherm.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { type CohortBeeld, CohortenQueries, vrijVan } from '../../cohorten/cohorten.queries.js';
import { academieMagAanmelden, biedtPlaatsenAan } from '../../cohorten/cohorten.rules.js';
import { pageLinks } from '../../platform/web/paging.js';
import { Page } from '../../platform/web/page.js';
import { inFull } from '../../platform/web/template-helpers.js';
import { volledigeNaam } from '../../toegang/persoon.entity.js';
import { mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { kanSamen } from '../verhuizen/samenvoegen.rules.js';
import { aanmeldpaden } from '../../aanmeldingen/paden.js';
import { berichtpaden } from '../../berichten/paden.js';
import { cohortpaden } from '../../cohorten/paden.js';
import { deelnemerpaden } from '../../deelnemers/paden.js';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { likeWords } from '../../platform/text/fold.js';
import { IN_ZEKER } from '../../aanmeldingen/standen.js';

export const groepen = ['geplaatst', 'voorlopig', 'wachtlijst', 'beeindigd'] as const;
type Mensengroep = (typeof groepen)[number];

interface Mensenvraag {
  /** Parts of a name, address or school. */
  zoek?: string;
  groep?: Mensengroep;
  /** From 1. */
  pagina?: number;
}

interface Mensenlijst {
  aanmeldingen: AanmeldingBeeld[];
  /** Found in all pages, per group. */
  tellingen: Record<Mensengroep, number>;
  totaal: number;
}

/** More than this on one screen nobody looks through. */
const PER_PAGINA = 200;

/** $1 cohort, $2 now, $3 patterns. A hold past its end counts as ended. */
const GEVONDEN = `
  gevonden AS (
    SELECT a.id, a.plaatsnummer, a.wachtlijst_rang, a.status_sinds,
           CASE WHEN a.status = 'voorlopig' AND a.vervalt_op > $2 THEN 'voorlopig'
                WHEN a.status ${IN_ZEKER} THEN 'geplaatst'
                WHEN a.status = 'wachtlijst' THEN 'wachtlijst' ELSE 'beeindigd' END AS groep
      FROM aanmelding a JOIN persoon p ON p.id = a.persoon_id LEFT JOIN school s ON s.id = a.school_id
     WHERE a.cohort_id = $1 AND (cardinality($3::text[]) = 0 OR
           vouw(concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam, p.email, s.naam)) LIKE ALL($3::text[])))`;

/** A form of this screen that was refused: what was typed, and errors under the keys that the template knows. */
export interface MensenGeweigerd {
  waarden?: Record<string, unknown>;
  fouten: Record<string, string>;
  /** The aanmelding that the form was about, with what its row shows besides. */
  aanmelding?: { id: string } & Rijformulier;
}

/** The refused forms of one row: their errors, and the typed values. */
interface Rijformulier {
  fout?: string | undefined;
  getypt?: string;
  positiefouten?: Record<string, string>;
  positiewaarden?: { positie: string; redencode: string; reden: string };
}

/** The coördinator's screen of one cohort, as it is or with a refused form on it. */
@Injectable()
export class Mensenscherm {
  constructor(
    private readonly cohorten: CohortenQueries,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly aanmeldingen: AanmeldingenQueries,
  ) {}

  async toon(
    cohortId: string,
    wie: Wie,
    geweigerd?: MensenGeweigerd,
    vraag: Mensenvraag = {},
  ): Promise<Page> {
    const cohort = await this.cohorten.een(cohortId, false);
    if (!cohort) throw cohortOnbekend();
    const lijst = await this.metRij(await this.lijst(cohort.id, vraag), geweigerd?.aanmelding?.id);
    const pagina = mensenpagina(cohort, lijst, mag(wie, 'cohorten.beheren'));
    const pad = cohortpaden.een(cohort.id);
    const { zoek = '', groep } = vraag;
    const paging = { pagina: vraag.pagina ?? 1, paginaGrootte: PER_PAGINA, totaal: lijst.totaal };
    const gefilterd = zoek !== '' || groep !== undefined;
    const context = {
      ...pagina,
      groepen: pagina.groepen
        .filter(
          ({ sleutel, aanmeldingen }) => aanmeldingen.length > 0 || (!gefilterd && sleutel !== 'beeindigd'),
        )
        .map((rijen) => ({
          ...rijen,
          aantal: lijst.tellingen[rijen.sleutel],
          open: gefilterd,
          aanmeldingen: rijen.aanmeldingen.map((rij) =>
            rij.id === geweigerd?.aanmelding?.id ? { ...rij, ...geweigerd.aanmelding, meerOpen: true } : rij,
          ),
        })),
      filter: { pad, zoek, groep: groep ?? '', gefilterd, keuzes: groepkeuzes },
      paginering: pageLinks({ ...paging, items: [] }, pad, { zoek, groep: groep ?? '' }),
      fouten: geweigerd?.fouten,
      waarden: { capaciteit: cohort.capaciteit, ...geweigerd?.waarden },
    };
    const titel = inFull(cohort.opleiding, cohort.naam);
    return new Page('cohortbeheer/mensen', context, { titel, status: geweigerd ? 422 : 200 });
  }

  /** The people of one cohort as the coördinator looks through them. */
  async lijst(cohortId: string, { zoek, groep, pagina = 1 }: Mensenvraag): Promise<Mensenlijst> {
    const parameters = [cohortId, this.clock.now(), likeWords(zoek)];
    const tellingen = await this.tellingen(parameters);
    const ids = await this.dataSource.query<{ id: string }[]>(
      `WITH ${GEVONDEN} SELECT id FROM gevonden WHERE $4::text IS NULL OR groep = $4
        ORDER BY array_position(ARRAY['geplaatst', 'voorlopig', 'wachtlijst', 'beeindigd'], groep),
                 plaatsnummer, wachtlijst_rang, status_sinds DESC, id
       OFFSET $5 LIMIT $6`,
      [...parameters, groep ?? null, (pagina - 1) * PER_PAGINA, PER_PAGINA],
    );
    const totaal = groep ? tellingen[groep] : Object.values(tellingen).reduce((som, n) => som + n, 0);
    return { aanmeldingen: await this.aanmeldingen.metIds(ids.map(({ id }) => id)), tellingen, totaal };
  }

  private async tellingen(parameters: unknown[]): Promise<Record<Mensengroep, number>> {
    const rows = await this.dataSource.query<{ groep: Mensengroep; n: number }[]>(
      `WITH ${GEVONDEN} SELECT groep, count(*)::integer AS n FROM gevonden GROUP BY groep`,
      parameters,
    );
    const nul = { geplaatst: 0, voorlopig: 0, wachtlijst: 0, beeindigd: 0 };
    return { ...nul, ...Object.fromEntries(rows.map(({ groep, n }) => [groep, n])) };
  }

  /** A refused form comes back in its row, also when that row would stand on another page. */
  private async metRij(lijst: Mensenlijst, id: string | undefined): Promise<Mensenlijst> {
    if (!id || lijst.aanmeldingen.some((a) => a.id === id)) return lijst;
    return { ...lijst, aanmeldingen: await this.aanmeldingen.metIds([id]) };
  }
}

function mensenpagina(c: CohortBeeld, { aanmeldingen }: Mensenlijst, beheer: boolean) {
  const regel = cohortregel(c);
  const actie = (naam: string, kan: boolean): string | null =>
    beheer && kan ? cohortpaden.tab(c.id, naam) : null;
  const voorbij = c.status === 'geannuleerd' || c.status === 'afgerond' || c.status === 'gecertificeerd';
  return {
    ...cohortkop(c, 'mensen'),
    publiekHref: regel.href,
    eerste: c.eerste,
    laatste: c.laatste,
    locatie: regel.locatie,
    aanmeldenVanaf: c.aanmeldenVanaf,
    aanmeldenTotEnMet: regel.aanmeldenTotEnMet,
    goNoGo: c.goNoGoOp,
    kosten: regel.kosten,
    vergoeding: regel.vergoeding,
    capaciteit: c.capaciteit,
    bezet: c.bezet,
    voorlopigAantal: c.voorlopig,
    vrij: vrijVan(c),
    wachtend: c.wachtend,
    minimum: c.minimum,
    minimumGehaald: regel.minimumGehaald,
    reden: regel.reden,
    groepen: rijenPerGroep(c, aanmeldingen, beheer),
    acties: {
      capaciteit: actie('capaciteit', !voorbij),
      annuleer: actie('annulering', !voorbij),
      voegSamen: actie('samenvoeging', kanSamen(c)),
    },
    toevoegen: toevoegen(c, beheer),
    links: links(c, beheer),
    bijeenkomsten: regel.bijeenkomsten,
  };
}

function links(c: CohortBeeld, beheer: boolean): { tekst: string; href: string }[] {
  if (!beheer) return [];
  return [
    { tekst: 'Deelnemerslijst (Excel)', href: cohortpaden.deelnemerslijst(c.id, 'xlsx') },
    { tekst: 'Deelnemerslijst (CSV)', href: cohortpaden.deelnemerslijst(c.id, 'csv') },
  ];
}

/** The three ways to add people; none when the cohort takes nobody in. */
function toevoegen(c: CohortBeeld, beheer: boolean): { tekst: string; href: string }[] {
  if (!beheer || !academieMagAanmelden(c.status)) return [];
  return [
    { tekst: 'Iemand aanmelden', href: deelnemerpaden.nieuw(c.id) },
    { tekst: 'Team aanmelden', href: deelnemerpaden.team(c.id) },
    { tekst: 'Bestand inlezen', href: deelnemerpaden.import(c.id) },
  ];
}

const groepkoppen: Record<Mensengroep, string> = {
  geplaatst: 'Geplaatst',
  voorlopig: 'Voorlopig',
  wachtlijst: 'Wachtlijst',
  beeindigd: 'Beëindigd',
};
const groepkeuzes = groepen.map((groep) => ({ waarde: groep, tekst: groepkoppen[groep] }));

const groepVan: Record<AanmeldingBeeld['status'], Mensengroep> = {
  geplaatst: 'geplaatst',
  voltooid: 'geplaatst',
  'niet-voltooid': 'geplaatst',
  voorlopig: 'voorlopig',
  wachtlijst: 'wachtlijst',
  verlopen: 'beeindigd',
  geannuleerd: 'beeindigd',
  afgewezen: 'beeindigd',
};

function rijenPerGroep(c: CohortBeeld, aanmeldingen: AanmeldingBeeld[], beheer: boolean) {
  return groepen.map((sleutel) => ({
    sleutel,
    kop: groepkoppen[sleutel],
    aanmeldingen: aanmeldingen
      .filter(({ status }) => groepVan[status] === sleutel)
      .map((a) => rij(c, a, beheer)),
  }));
}

const wachtwoorden = {
  emailbevestiging: 'bevestiging van het e-mailadres',
  akkoord: 'akkoord van het bestuur',
  aanbod: 'antwoord op het aanbod',
};

const eindwoorden: Partial<Record<AanmeldingBeeld['status'], [Kleur, string]>> = {
  verlopen: ['neutraal', 'Verlopen'],
  geannuleerd: ['neutraal', 'Geannuleerd'],
  afgewezen: ['fout', 'Afgewezen'],
  voltooid: ['goed', 'Voltooid'],
  'niet-voltooid': ['neutraal', 'Niet voltooid'],
};

/** One aanmelding: context of partials/mens.hbs. */
export function rij(c: CohortBeeld, a: AanmeldingBeeld, beheer: boolean) {
  const einde = eindwoorden[a.status];
  const lopend = a.status === 'voorlopig' || a.status === 'geplaatst' || a.status === 'wachtlijst';
  const waarom = waaromGeenAanbod(c, a);
  return {
    id: a.id,
    waaromId: `${a.id}-waarom`,
    naam: volledigeNaam(a),
    email: a.email,
    onbestelbaar: a.onbestelbaar,
    opSlot: a.beperkt,
    functie: a.functie,
    school: a.school,
    bestuur: a.bestuur,
    op: a.aangemeldOp,
    wachtOp: a.wachtOp.map((reden) => wachtwoorden[reden]),
    vervaltOp: a.vervaltOp,
    positie: a.wachtlijstpositie,
    aanDeBeurt: a.status === 'wachtlijst' && waarom === null,
    waaromNiet: waarom,
    status: einde ? { soort: einde[0], tekst: einde[1] } : null,
    reden: a.reden,
    opmerking: a.opmerking,
    persoonHref: deelnemerpaden.persoon(a.persoonId),
    berichtenHref: berichtpaden.zoek(`aanmelding=${a.id}`),
    wijzigHref: beheer ? aanmeldpaden.beheer(a.id, 'gegevens') : null,
    overzetHref:
      beheer && kanVerhuizen(a, c.status === 'geannuleerd') ? aanmeldpaden.beheer(a.id, 'overzetting') : null,
    verplaats: beheer && a.status === 'wachtlijst' ? aanmeldpaden.beheer(a.id, 'positie') : null,
    verplaatsredenen: a.status === 'wachtlijst' ? redenkeuzes : [],
    wachtend: c.wachtend,
    annuleer: beheer && lopend ? aanmeldpaden.beheer(a.id, 'annulering') : null,
  };
}

const redenkeuzes = verplaatscodes.map((waarde) => ({ waarde, tekst: verplaatsredenen[waarde] }));

/** Tells why somebody in line would be passed over now; null when the next free place is for them in their turn. */
function waaromGeenAanbod(c: CohortBeeld, a: AanmeldingBeeld): string | null {
  if (a.status !== 'wachtlijst') return null;
  if (!biedtPlaatsenAan(c.status, c.aanmelden === 'begonnen'))
    return 'Dit cohort biedt geen plaatsen meer aan.';
  if (a.beperkt) return 'De gegevens staan op slot.';
  return a.wachtOp.includes('emailbevestiging') ? 'Het e-mailadres is nog niet bevestigd.' : null;
}
