import type { AanmeldingBeeld } from '../../src/aanmeldingen/aanmeldingen.queries.js';
import type { Werkplekveld } from '../../src/besturen/werkplek.scherm.js';
import { cataloguspagina, opleidingspagina } from '../../src/cohorten/catalogus.scherm.js';
import type { BijeenkomstBeeld, CohortBeeld } from '../../src/cohorten/cohorten.queries.js';
import type { Opleiding } from '../../src/opleidingen/opleiding.entity.js';

/** What the states of the components are made of: invented, and the same on every day. */
export const nu = new Date('2026-09-14T10:00:00Z');

/** Longer than any name that people have, and nowhere a place to break it. */
export const LANG = 'Hoogbegaafdheidsspecialistenopleidingsbegeleidingscoördinatiegroepsvergaderingen'; // 80
export const ZIN =
  'Wie deze opleiding heeft gedaan, kan een team leiden dat samen onderwijs ontwerpt, en weet wat daarvoor in een school nodig is.';

const WEEK = 7 * 86_400_000;

export const keren = (aantal: number, over: Partial<BijeenkomstBeeld> = {}): BijeenkomstBeeld[] =>
  Array.from({ length: aantal }, (_, i) => ({
    id: `bijeenkomst-${i}`,
    cohortId: 'cohort',
    begint: new Date(Date.parse('2026-10-07T11:30:00Z') + i * WEEK),
    eindigt: new Date(Date.parse('2026-10-07T15:00:00Z') + i * WEEK),
    locatie: null,
    link: null,
    onderwerp: null,
    leerjaar: 1,
    trainerId: null,
    ...over,
  }));

export function cohort(over: Partial<CohortBeeld> = {}): CohortBeeld {
  const bijeenkomsten = over.bijeenkomsten ?? keren(3);
  return {
    id: 'cohort',
    code: 'NAJAAR-26',
    naam: 'Najaar 2026',
    schooljaar: '2026-2027',
    status: 'open',
    aanmelden: 'open',
    opleidingId: 'opleiding',
    opleidingCode: 'CT-1',
    opleiding: 'Co-teaching in de praktijk',
    kostenCent: 45_000,
    vergoedingPct: 50,
    vergoedingVoor: 'scholen in Utrecht',
    capaciteit: 18,
    bezet: 7,
    geplaatst: 7,
    voorlopig: 0,
    wachtend: 0,
    minimum: 10,
    goNoGoOp: '2026-09-25',
    aanmeldenVanaf: '2026-05-01',
    aanmeldenVoor: '2026-09-29',
    locatie: 'Utrecht, Café ’t Hoogt',
    annuleringsreden: null,
    toelichting: null,
    bron: null,
    alleenAangekondigd: false,
    voorbeeldvelden: [],
    herinneringsdagen: [7, 1],
    peUitvoeringscode: null,
    versie: 1,
    eerste: bijeenkomsten[0]?.begint ?? null,
    laatste: bijeenkomsten.at(-1)?.eindigt ?? null,
    bijeenkomsten,
    ...over,
  };
}

export const opleiding = (over: Partial<Opleiding> = {}): Opleiding => ({
  id: 'opleiding',
  code: 'CT-1',
  naam: 'Co-teaching in de praktijk',
  soort: 'training',
  omschrijving: ZIN,
  doelgroepen: ['leraar', 'intern-begeleider', 'starter'],
  sectoren: ['po', 'go'],
  niveau: null,
  leerjaren: 1,
  duur: null,
  studielastUren: 40,
  contacturen: 12,
  ects: null,
  herregistratiepunten: null,
  peCursuscode: null,
  officieleNaam: null,
  accreditatieVan: null,
  accreditatieTot: null,
  aanbieders: ['Hogeschool Utrecht'],
  kostenCent: 45_000,
  vergoedingPct: 50,
  vergoedingVoor: 'scholen in Utrecht',
  bekostiging: 'Je bestuur betaalt de rest.',
  voorwaarden: null,
  vervolgOpId: null,
  externUrl: null,
  gepubliceerd: true,
  peiling: false,
  aanwezigheidsnormPct: 80,
  versie: 1,
  bron: null,
  voorbeeldvelden: [],
  ...over,
});

export const aanmelding = (over: Partial<AanmeldingBeeld> = {}): AanmeldingBeeld => ({
  id: 'aanmelding',
  token: 'geheim',
  status: 'geplaatst',
  wachtOp: [],
  adresBevestigd: true,
  beperkt: false,
  vervaltOp: null,
  wachtlijstpositie: null,
  organisatie: null,
  functie: 'Leraar',
  opmerking: null,
  externeReferentie: null,
  aangemeldOp: new Date('2026-09-01T08:12:00Z'),
  statusSinds: new Date('2026-09-01T08:12:00Z'),
  reden: null,
  beeindigdDoor: null,
  persoonId: 'persoon',
  voornaam: 'Noor',
  tussenvoegsel: 'van ’t',
  achternaam: 'Hof-Şahin',
  email: 'noor.vanthof@school.example',
  onbestelbaar: false,
  school: 'Rafaëlschool',
  vestigingscode: '01AB00',
  bestuurId: 'bestuur',
  bestuur: 'SPO Utrecht',
  cohortId: 'cohort',
  cohortCode: 'NAJAAR-26',
  cohort: 'Najaar 2026',
  cohortstatus: 'open',
  opleidingCode: 'CT-1',
  opleiding: 'Co-teaching in de praktijk',
  ...over,
});

/** As the catalogue has them: the one group of this opleiding, and the page of the opleiding with these groups. */
export const groepsrij = (c: Partial<CohortBeeld>, o: Partial<Opleiding> = {}) =>
  cataloguspagina({
    vraag: {},
    opleidingen: [opleiding(o)],
    cohorten: [cohort(c)],
    totaal: 1,
    plaatsen: [],
    inrichting: null,
    nu,
  }).maanden[0]!.groepen[0]!;

export const bladzijde = (groepen: Partial<CohortBeeld>[], o: Partial<Opleiding> = {}) =>
  opleidingspagina({
    opleiding: opleiding(o),
    cohorten: groepen.map(cohort),
    tellingen: [],
    vervolg: null,
    vervolgOp: null,
  });

/** The picker of schools, as `zelf` asks it. */
export const werkplek = (over: Partial<Werkplekveld> = {}): Werkplekveld => ({
  label: 'Op welke school werk je?',
  uitleg: 'Typ een deel van de naam van je school of bestuur, of de straat, plaats of postcode.',
  geen: 'Mijn school of organisatie staat er niet bij',
  waar: 'Waar werk je dan?',
  waarUitleg: 'De naam en de plaats. Werk je voor jezelf, schrijf dan ‘zelfstandig’.',
  kies: 'Kies je school.',
  waarOntbreekt: 'Vul in waar je werkt.',
  verplicht: true,
  bron: '/api/v1/werkplekken',
  geenWaarde: 'geen',
  getypt: '',
  waarde: '',
  organisatie: '',
  keuzes: [],
  niets: false,
  ...over,
});

export const scholen = (gekozen = ''): Werkplekveld['keuzes'] =>
  [
    { waarde: 'bestuur:spo', naam: 'SPO Utrecht', bij: 'het bestuur zelf, zonder school' },
    { waarde: '01AB00', naam: 'Rafaëlschool, Utrecht', bij: 'SPO Utrecht' },
    { waarde: '01AC00', naam: LANG, bij: 'KSU' },
  ].map((school) => ({ ...school, aan: school.waarde === gekozen }));
