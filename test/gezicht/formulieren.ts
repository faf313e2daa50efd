import { sectorkeuzes } from '../../src/besturen/standen.js';
import { keuze } from '../../src/cohortbeheer/verhuizen/alternatieven.queries.js';
import { formuliercontext } from '../../src/evaluaties/formulier.scherm.js';
import { vragenlijst } from '../../src/evaluaties/vragenlijst.rules.js';
import { cohort, LANG, werkplek, ZIN } from './gegevens.js';
import type { Onderdelen } from './onderdeel.js';

/** Whole questions: of an evaluatie, about a cohort, a role or a password. */
/** The question of this code, with what was typed and what is wrong with it. */
const vraag = (code: string, getypt = '', fout?: string, soort: 'evaluatie' | 'nameting' = 'evaluatie') =>
  formuliercontext(
    {
      soort,
      opleiding: 'Co-teaching in de praktijk',
      cohort: 'Najaar 2026',
      vragen: vragenlijst(soort, [{ id: 'eigen', soort: 'schaal', tekst: `${LANG} ${ZIN}` }]),
      sluitOp: new Date('2026-12-01T10:00:00Z'),
      stand: 'open',
    },
    { actie: '#', terug: null },
    { [code]: getypt },
    fout ? { [code]: fout } : {},
  ).vragen.find((v) => v.code === code)!;

const gekozen = new Set(['cohort']);
const cohorten = {
  soort: 'radio',
  naam: 'cohort',
  legend: 'Naar welk cohort?',
  keuzes: [
    keuze(cohort(), gekozen),
    keuze(cohort({ id: 'vol', bezet: 18, wachtend: 12_345, opleiding: LANG, naam: LANG }), gekozen),
    keuze(cohort({ id: 'leeg', bijeenkomsten: [], locatie: null }), gekozen),
  ],
};

const organisatie = {
  sectoren: sectorkeuzes,
  akkoordkeuzes: [
    { waarde: 'nee', tekst: 'Nee' },
    { waarde: 'ja', tekst: 'Ja' },
  ],
  waarden: {} as Record<string, string>,
  fouten: undefined as Record<string, string> | undefined,
};

const rol = (waarde: string, tekst: string, aan: boolean) => ({ waarde, tekst, uitleg: ZIN, aan });
const rolvelden = (
  aan: string,
  waarden: Record<string, string> = {},
  fouten: Record<string, string> = {},
) => ({
  keuzes: {
    rollen: [
      rol('coordinator', 'Coördinator', aan === 'coordinator'),
      rol('bestuur', 'Bestuur', aan === 'bestuur'),
      rol('schoolleider', 'Schoolleider', aan === 'schoolleider'),
    ],
    besturen: [{ waarde: 'spo', tekst: 'SPO Utrecht' }],
    werkplek: werkplek({ label: 'Welke school?', geenWaarde: null }),
  },
  waarden,
  fouten,
});

const wachtwoord = {
  knop: 'Haal de app weg',
  uitleg: 'De codes van de app werken daarna niet meer.',
  actie: '#',
  sleutel: 'app',
};

const plek = {
  apparaat: 'Firefox op Windows',
  deze: false,
  half: false,
  sinds: new Date('2026-09-01T08:12:00Z'),
  gezien: new Date('2026-09-13T17:40:00Z') as Date | null,
  beeindig: '#',
};

export const formulieren = {
  evaluatievraag: {
    staten: [
      { wat: 'een cijfer', context: vraag('cijfer') },
      { wat: 'een cijfer, geweigerd', context: vraag('cijfer', '', 'Kies een cijfer.') },
      { wat: 'een schaal, gekozen', context: vraag('inhoud', '4') },
      { wat: 'een lange eigen vraag', context: vraag('eigen', '1') },
      { wat: 'een keuze', context: vraag('stap', 'van-plan', undefined, 'nameting') },
      { wat: 'open', context: vraag('goed', ZIN) },
      { wat: 'open, geweigerd', context: vraag('beter', ZIN, 'Dit is te lang.') },
    ],
  },
  foutoverzicht: {
    dicht: 'ook',
    staten: [
      { wat: 'één fout', context: { fouten: { achternaam: 'Vul je achternaam in.' } } },
      {
        wat: 'meer, ook een van geen veld',
        context: {
          fouten: {
            _: 'Er is geen plek meer vrij.',
            achternaam: 'Vul je achternaam in.',
            email: `${LANG} ${ZIN}`,
          },
        },
      },
      { wat: 'geen fout: niets', context: { fouten: {} } },
    ],
  },
  cohortkeuze: {
    dicht: true,
    staten: [
      { wat: 'één van drie', context: cohorten },
      {
        wat: 'meer tegelijk, geweigerd',
        context: {
          ...cohorten,
          soort: 'checkbox',
          naam: 'alternatieven',
          uitleg: 'Ten hoogste drie.',
          fout: 'Kies er ten hoogste drie.',
        },
      },
      { wat: 'niets om uit te kiezen', context: { ...cohorten, keuzes: [] } },
    ],
  },
  bestuurvelden: {
    dicht: true,
    staten: [
      { wat: 'leeg', context: organisatie },
      {
        wat: 'geweigerd',
        context: {
          ...organisatie,
          waarden: { naam: LANG, aliassen: LANG, email: 'geen-adres', sector: 'po', vraagtAkkoord: 'nee' },
          fouten: { naam: ZIN, aliassen: ZIN, email: ZIN, sector: ZIN, vraagtAkkoord: ZIN },
        },
      },
    ],
  },
  schooladres: {
    dicht: true,
    staten: [
      { wat: 'leeg', context: organisatie },
      {
        wat: 'geweigerd',
        context: {
          waarden: { naam: LANG, adres: LANG, postcode: '3511 AB', plaats: 'Utrecht' },
          fouten: { naam: ZIN, adres: ZIN, postcode: ZIN, plaats: ZIN },
        },
      },
    ],
  },
  schoolnamen: {
    dicht: true,
    staten: [
      { wat: 'leeg', context: organisatie },
      {
        wat: 'geweigerd',
        context: {
          ...organisatie,
          waarden: { aliassen: LANG, sector: 'mbo' },
          fouten: { aliassen: ZIN, sector: ZIN },
        },
      },
    ],
  },
  rolvelden: {
    dicht: true,
    staten: [
      { wat: 'nog niets gekozen', context: rolvelden('') },
      { wat: 'bestuur gekozen', context: rolvelden('bestuur', { bestuur: 'spo', begintOp: '2026-09-01' }) },
      {
        wat: 'geweigerd',
        context: rolvelden(
          'schoolleider',
          {},
          {
            rol: 'Kies een rol.',
            vestigingscode: 'Kies de school.',
            eindigtOp: 'De laatste dag ligt voor de eerste.',
          },
        ),
      },
    ],
  },
  sessie: {
    in: 'lijst',
    staten: [
      { wat: 'elders', context: plek },
      { wat: 'hier', context: { ...plek, deze: true, gezien: null } },
      { wat: 'halverwege', context: { ...plek, half: true, apparaat: LANG } },
    ],
  },
  wachtwoordvraag: {
    staten: [
      { wat: 'dicht', context: wachtwoord },
      {
        wat: 'open, gevaarlijk',
        context: { ...wachtwoord, sleutel: 'open', open: true, gevaar: true, bij: 'Laptop' },
      },
      {
        wat: 'geweigerd',
        context: { ...wachtwoord, sleutel: 'fout', open: true, fout: 'Dit wachtwoord klopt niet.' },
      },
    ],
  },
  'tweestap-app': {
    staten: [
      {
        wat: 'instellen',
        context: {
          actie: '#',
          knop: 'Zet de app aan',
          voorstel: { qr: QR(), geheim: LANG, adres: '#' },
          fouten: {},
        },
      },
      {
        wat: 'geweigerd, met wachtwoord',
        context: {
          actie: '#',
          terug: '/',
          knop: 'Zet de app aan',
          wachtwoord: true,
          voorstel: { qr: QR(), geheim: 'JBSW Y3DP EHPK 3PXP', adres: '#' },
          fouten: { code: 'Deze code klopt niet.', 'app-wachtwoord': 'Dit wachtwoord klopt niet.' },
        },
      },
    ],
  },
} satisfies Onderdelen;

/** Not a code that can be read: what counts here is its size. */
function QR(): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h3v3H0zM6 0h3v3H6zM0 6h3v3H0zM4 4h1v1H4zM6 7h2v1H6z"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
