import type { AanmeldingBeeld } from '../../src/aanmeldingen/aanmeldingen.queries.js';
import { mailstopbalk } from '../../src/berichten/berichten.scherm.js';
import type { Besluitstand } from '../../src/cohortbeheer/levensloop/besluit.service.js';
import { rij } from '../../src/cohortbeheer/mensen/mensen.scherm.js';
import { cohortkop } from '../../src/cohorten/cohort.scherm.js';
import type { CohortBeeld } from '../../src/cohorten/cohorten.queries.js';
import { opleidingkop } from '../../src/opleidingen/opleidingbeheer.scherm.js';
import { systeem } from '../../src/toegang/wie.js';
import type { Groep, Weekregel } from '../../src/werklijst/werklijst.queries.js';
import { groepen as taken, type Groepcode, type Werkregel } from '../../src/werklijst/werklijst.rules.js';
import { vandaagbeeld } from '../../src/werklijst/werklijst.scherm.js';
import { balkVan, stapbeeld } from '../../src/inrichten/inrichten.scherm.js';
import { stappen, type Inrichtstand } from '../../src/inrichten/inrichten.rules.js';
import type { Wie } from '../../src/toegang/wie.js';
import { aanmelding, cohort, LANG, nu, opleiding, ZIN } from './gegevens.js';
import type { Onderdelen } from './onderdeel.js';

/** What stands on the desks of staff. */
const taak = (code: Groepcode, regels: Werkregel[], totaal = regels.length) => {
  const groep: Groep = { code, ...taken[code], regels, totaal };
  return vandaagbeeld({ groepen: [groep], week: { totaal: 0, regels: [] }, volgende: null, nu }).secties[0]!
    .groepen[0]!;
};
const taakregel = (onderwerp: string, zin: string): Werkregel => ({
  onderwerp,
  zin,
  href: '#',
  cohort: null,
});
const leeg: Inrichtstand = {
  ...{ naam: null, contactadres: null },
  mail: { verstuurt: false, afzender: 'academie@voorbeeld.example', demo: false },
  ...{ coordinatoren: 0, coordinatorenUitgenodigd: 1, beheerders: 1, beheerdersUitgenodigd: 0 },
  ...{ besturen: 0, besturenMetAdres: 0, akkoordZonderAdres: 0, scholen: 0 },
  ...{ opleidingen: 0, opleidingenOpDeSite: 0, cohorten: 0, cohortenOpDeSite: 0 },
};
const coordinator: Wie = { soort: 'gebruiker', id: '', naam: 'Co', rol: 'coordinator', bestuurId: null };
const stap = (stand: Inrichtstand, code: string, wie: Wie) =>
  stapbeeld(
    wie,
    stappen(stand).find((een) => een.code === code)!,
  );
const besluit = taakregel(
  'Co-teaching in de praktijk, Najaar 2026',
  '7 van 18 plaatsen bezet, minimum 10. Beslissen vóór vr 25 sep.',
);

const les = (begint: string, eindigt: string, over: Partial<Weekregel> = {}): Weekregel => ({
  id: begint,
  cohortId: 'cohort',
  opleiding: 'Co-teaching in de praktijk',
  cohort: 'Najaar 2026',
  begint: new Date(begint),
  eindigt: new Date(eindigt),
  locatie: 'Utrecht, Café ’t Hoogt',
  trainer: 'Tom Trainer',
  aantal: 17,
  ...over,
});
const week = (regels: Weekregel[]) =>
  vandaagbeeld({ groepen: [], week: { totaal: regels.length, regels }, volgende: null, nu }).week;

/** What its refused form adds to a row. */
const geweigerd = {
  fout: undefined as string | undefined,
  getypt: undefined as string | undefined,
  positiefouten: undefined as Record<string, string> | undefined,
  positiewaarden: undefined as { positie: string; redencode: string; reden: string } | undefined,
  meerOpen: false,
};
let nummer = 0;
const mens = (
  a: Partial<AanmeldingBeeld>,
  over: Partial<typeof geweigerd> = {},
  c: Partial<CohortBeeld> = {},
) => ({
  ...rij(cohort({ wachtend: 7, ...c }), aanmelding({ id: `mens-${nummer++}`, ...a }), true),
  ...geweigerd,
  ...over,
});
const wacht: Partial<AanmeldingBeeld> = { status: 'wachtlijst', wachtlijstpositie: 3 };

const stand = (over: Partial<Besluitstand> = {}) => {
  const { id, naam, opleiding: van, opleidingId, eerste, capaciteit, minimum, goNoGoOp } = cohort();
  const kern = { id, naam, opleiding: van, opleidingId, eerste, capaciteit, minimum, goNoGoOp };
  const alles: Besluitstand = { ...kern, bezet: 7, voorlopig: 2, wachtend: 0, prognose: null, ...over };
  return { ...alles, minimumGehaald: alles.bezet >= (alles.minimum ?? 0) };
};

const wissing = {
  naam: 'Anna van den Berg',
  email: 'anna@school.example',
  anderen: [] as { naam: string; email: string }[],
  weg: ['naam en e-mailadres', '4 mails: adres, onderwerp en tekst'],
  anoniem: [] as string[],
  woorden: [] as string[],
  blijft: [{ wat: 'Reservekopieën', waarom: 'Die verlopen vanzelf.' }],
  lopend: [] as {
    cohort: string;
    stand: { soort: string; tekst: string };
    eerste: Date | null;
    dichtbij: boolean;
  }[],
  afmeldenNodig: false,
  actie: '#',
  fouten: undefined as Record<string, string> | undefined,
  terugHref: '#',
};

const stop = { op: nu, door: 'Bea Beheer', reden: 'De afzender klopte niet.', wachtend: 41 };

export const werk = {
  wissing: {
    dicht: true,
    staten: [
      { wat: 'weinig te wissen', context: wissing },
      {
        wat: 'een plaats dichtbij, zonder vinkje, met lange namen',
        context: {
          ...wissing,
          naam: LANG,
          anderen: [{ naam: LANG, email: `${'x'.repeat(60)}@school.example` }],
          anoniem: ['2 aanmeldingen: bestuur, stand, data en aanwezigheid tellen mee, zonder wie het was'],
          woorden: ['berg', 'annabella'],
          lopend: [
            { cohort: LANG, stand: { soort: 'goed', tekst: 'geplaatst' }, eerste: nu, dichtbij: true },
          ],
          afmeldenNodig: true,
          fouten: { afmelden: ZIN },
        },
      },
    ],
  },
  cohortkop: {
    dicht: true,
    staten: [
      { wat: 'open', context: cohortkop(cohort(), 'mensen') },
      { wat: 'vol', context: cohortkop(cohort({ bezet: 18 }), 'plan') },
      { wat: 'concept', context: cohortkop(cohort({ status: 'concept' }), 'mensen') },
      {
        wat: 'geannuleerd, met lange namen',
        context: cohortkop(cohort({ status: 'geannuleerd', opleiding: LANG, naam: LANG }), 'geschiedenis'),
      },
    ],
  },
  opleidingkop: {
    dicht: true,
    staten: [
      { wat: 'gepubliceerd', context: opleidingkop(opleiding(), 'gegevens') },
      {
        wat: 'niet gepubliceerd, met peiling',
        context: opleidingkop(opleiding({ gepubliceerd: false, peiling: true }), 'belangstelling'),
      },
      {
        wat: 'een lange naam',
        context: opleidingkop(opleiding({ naam: LANG, code: 'X'.repeat(30) }), 'geschiedenis'),
      },
    ],
  },
  werkgroep: {
    dicht: true,
    in: 'rijen',
    staten: [
      { wat: 'nu', context: taak('go-no-go', [besluit]) },
      {
        wat: 'deze week',
        context: taak('aanwezigheid', [taakregel('Co-teaching in de praktijk', 'wo 9 sep, 17 deelnemers.')]),
      },
      {
        wat: 'straks, met meer dan er staan',
        context: taak(
          'te-certificeren',
          [besluit, taakregel('Startende leraren', '12 deelnemers wachten.')],
          12_345,
        ),
      },
      { wat: 'lange namen', context: taak('adressen', [taakregel(LANG, `${LANG} ${ZIN}`)]) },
    ],
  },
  weekdagen: {
    dicht: true,
    in: 'week',
    staten: [
      {
        wat: 'geweest, vandaag en later',
        context: week([
          les('2026-09-13T07:00:00Z', '2026-09-13T10:00:00Z'),
          les('2026-09-14T11:30:00Z', '2026-09-14T15:00:00Z', { aantal: 1 }),
          les('2026-09-16T11:30:00Z', '2026-09-16T15:00:00Z', { locatie: null, trainer: null, aantal: 0 }),
        ]),
      },
      {
        wat: 'lange namen',
        context: week([
          les('2026-09-16T11:30:00Z', '2026-09-16T15:00:00Z', {
            opleiding: LANG,
            cohort: LANG,
            locatie: LANG,
            trainer: LANG,
            aantal: 12_345,
          }),
        ]),
      },
      { wat: 'niets: niets', context: week([]) },
    ],
  },
  mailstop: {
    dicht: true,
    staten: [
      {
        wat: 'er wacht veel',
        context: { stop: { ...mailstopbalk(stop, systeem), hervat: '#' as string | null } },
      },
      {
        wat: 'er wacht één bericht, en je mag het niet hervatten',
        context: { stop: { ...mailstopbalk({ ...stop, wachtend: 1 }, systeem), hervat: null } },
      },
      {
        wat: 'een lange reden',
        context: {
          stop: { ...mailstopbalk({ ...stop, wachtend: 0, reden: `${LANG} ${ZIN}` }, systeem), hervat: null },
        },
      },
    ],
  },
  inrichtbalk: {
    dicht: true,
    staten: [{ wat: 'bijna alles ontbreekt', context: balkVan(leeg)! }],
  },
  stap: {
    dicht: true,
    in: 'rijen',
    staten: [
      { wat: 'ontbreekt, van jou', context: stap(leeg, 'scholen', coordinator) },
      { wat: 'ontbreekt, van een ander', context: stap(leeg, 'opleiding', systeem) },
      {
        wat: 'klaar',
        context: stap({ ...leeg, cohortenOpDeSite: 12_345, opleidingen: 1 }, 'cohort', coordinator),
      },
      { wat: 'kan later', context: stap(leeg, 'beheerders', systeem) },
    ],
  },
  voortgangcijfers: {
    dicht: true,
    staten: [
      {
        wat: 'onder het minimum, met een verwachting',
        context: {
          stand: stand({ prognose: { verwacht: 12, laagst: 9, hoogst: 14, cohorten: 3 } }),
          acties: { besluit: '#' as string | null },
        },
      },
      {
        wat: 'minimum gehaald, zonder eerdere cohorten',
        context: {
          stand: stand({ bezet: 18, wachtend: 4, voorlopig: 0 }),
          acties: { besluit: '#' as string | null },
        },
      },
      {
        wat: 'na het besluit, aantal plaatsen onbekend',
        context: {
          stand: stand({ capaciteit: null, minimum: null, goNoGoOp: null }),
          acties: { besluit: null },
        },
      },
      {
        wat: 'grote getallen',
        context: {
          stand: stand({
            capaciteit: 12_345,
            bezet: 12_345,
            wachtend: 54_321,
            minimum: 10_000,
            goNoGoOp: null,
            prognose: { verwacht: 12_345, laagst: 12_345, hoogst: 12_345, cohorten: 1 },
          }),
          acties: { besluit: '#' as string | null },
        },
      },
    ],
  },
  mens: {
    dicht: true,
    in: 'mensen',
    staten: [
      { wat: 'heeft een plaats', context: mens({}) },
      { wat: 'wacht, kan een aanbod krijgen', context: mens(wacht) },
      { wat: 'wacht, krijgt nog geen aanbod', context: mens({ ...wacht, wachtOp: ['emailbevestiging'] }) },
      {
        wat: 'heeft een aanbod en wacht op akkoord',
        context: mens({
          status: 'voorlopig',
          wachtOp: ['aanbod', 'akkoord'],
          vervaltOp: new Date('2026-09-16T15:00:00Z'),
        }),
      },
      {
        wat: 'op slot, in de rij',
        context: mens({ status: 'wachtlijst', wachtlijstpositie: 3, beperkt: true }),
      },
      {
        wat: 'adres komt niet aan, met een opmerking',
        context: mens({ onbestelbaar: true, opmerking: ZIN, school: null, bestuur: null }),
      },
      { wat: 'geannuleerd, met reden', context: mens({ status: 'geannuleerd', reden: ZIN }) },
      { wat: 'voltooid', context: mens({ status: 'voltooid' }, {}, { status: 'afgerond' }) },
      { wat: 'opengeklapt', context: mens({}, { meerOpen: true }) },
      {
        wat: 'annuleren geweigerd',
        context: mens({}, { meerOpen: true, fout: 'Vul een reden in.', getypt: '' }),
      },
      {
        wat: 'verplaatsen geweigerd',
        context: mens(wacht, {
          meerOpen: true,
          positiefouten: {
            positie: 'Kies een plaats van 1 tot en met 7.',
            redencode: 'Kies een reden.',
            reden: 'Dit is te lang.',
          },
          positiewaarden: { positie: '12345', redencode: '', reden: ZIN },
        }),
      },
      {
        wat: 'lange namen',
        context: mens({
          ...wacht,
          achternaam: LANG,
          school: LANG,
          bestuur: LANG,
          functie: LANG,
          wachtlijstpositie: 12_345,
        }),
      },
    ],
  },
  opruimregels: {
    dicht: true,
    staten: [
      {
        wat: 'van cohorten, van jaren, en zonder meer',
        context: {
          regels: [
            {
              tekst: '1.234 aanmeldingen van wie afviel',
              waar: [
                { naam: 'Coteachen, voorjaar', aantal: 1200 },
                { naam: LANG, aantal: 34 },
              ],
            },
            { tekst: '3 teksten van berichten', waar: [{ naam: 'uit 2026', aantal: 3 }] },
            { tekst: '2 oude sessies', waar: [] },
          ],
        },
      },
    ],
  },
} satisfies Onderdelen;
