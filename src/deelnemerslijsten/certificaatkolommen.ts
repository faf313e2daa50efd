import type { Gecertificeerde } from './certificatenlijst.queries.js';
import type { Kolom } from './kolommen.js';

/** Noon in Utrecht, which is that day in every cell. */
const dag = (datum: string): Date => new Date(`${datum}T11:00:00Z`);

/** The columns of a downloaded list of certificaten, the same in every format. */
export const certificaatkolommen: readonly Kolom<Gecertificeerde>[] = [
  { kop: 'Nummer', soort: 'code', breedte: 16, waarde: (k) => k.nummer },
  { kop: 'Naam', soort: 'tekst', breedte: 28, waarde: (k) => k.naam },
  { kop: 'Functie', soort: 'tekst', breedte: 22, waarde: (k) => k.functie },
  { kop: 'Vestigingscode', soort: 'code', breedte: 14, waarde: (k) => k.vestigingscode },
  { kop: 'School', soort: 'tekst', breedte: 30, waarde: (k) => k.school },
  { kop: 'Bestuursnummer', soort: 'code', breedte: 15, waarde: (k) => k.bestuursnummer },
  { kop: 'Bestuur', soort: 'tekst', breedte: 24, waarde: (k) => k.bestuur },
  { kop: 'Opleidingscode', soort: 'code', breedte: 14, waarde: (k) => k.opleidingCode },
  { kop: 'Opleiding', soort: 'tekst', breedte: 34, waarde: (k) => k.opleiding },
  { kop: 'Leerjaar', soort: 'getal', breedte: 9, waarde: (k) => k.leerjaar },
  { kop: 'Van leerjaren', soort: 'getal', breedte: 12, waarde: (k) => k.leerjaren },
  { kop: 'Cohortcode', soort: 'code', breedte: 14, waarde: (k) => k.cohortCode },
  { kop: 'Cohort', soort: 'tekst', breedte: 24, waarde: (k) => k.cohort },
  { kop: 'Schooljaar', soort: 'code', breedte: 11, waarde: (k) => k.schooljaar },
  { kop: 'Uitgereikt op', soort: 'dag', breedte: 14, waarde: (k) => dag(k.datum) },
  { kop: 'Studielast in uren', soort: 'getal', breedte: 16, waarde: (k) => k.studielastUren },
  { kop: 'Herregistratiepunten', soort: 'getal', breedte: 18, waarde: (k) => k.herregistratiepunten },
];
