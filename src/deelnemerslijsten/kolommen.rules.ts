import { volledigeNaam } from '../toegang/persoon.entity.js';
import type { Deelnemer } from './deelnemerslijsten.queries.js';

/** `code` is text that a spreadsheet would take for a number or a date; `dag` and `moment` are in Europe/Amsterdam. */
type Soort = 'tekst' | 'code' | 'getal' | 'dag' | 'moment';
type Celwaarde = string | number | Date | null;

export interface Kolom<T> {
  kop: string;
  soort: Soort;
  /** In characters, for a spreadsheet. */
  breedte: number;
  waarde: (d: T) => Celwaarde;
  /** Made up by the system that enrolled, which must find it back to the letter. */
  vanSysteem?: true;
}

/** The columns of a downloaded deelnemerslijst, the same in every format. */
export const kolommen: readonly Kolom<Deelnemer>[] = [
  { kop: 'Naam', soort: 'tekst', breedte: 28, waarde: volledigeNaam },
  { kop: 'Voornaam', soort: 'tekst', breedte: 16, waarde: (d) => d.voornaam },
  { kop: 'Tussenvoegsel', soort: 'tekst', breedte: 14, waarde: (d) => d.tussenvoegsel },
  { kop: 'Achternaam', soort: 'tekst', breedte: 20, waarde: (d) => d.achternaam },
  { kop: 'E-mailadres', soort: 'tekst', breedte: 32, waarde: (d) => d.email },
  { kop: 'Functie', soort: 'tekst', breedte: 22, waarde: (d) => d.functie },
  { kop: 'Vestigingscode', soort: 'code', breedte: 14, waarde: (d) => d.vestigingscode },
  { kop: 'School', soort: 'tekst', breedte: 30, waarde: (d) => d.school },
  { kop: 'Bestuursnummer', soort: 'code', breedte: 15, waarde: (d) => d.bestuursnummer },
  { kop: 'Bestuur', soort: 'tekst', breedte: 24, waarde: (d) => d.bestuur },
  { kop: 'Opleidingscode', soort: 'code', breedte: 14, waarde: (d) => d.opleidingCode },
  { kop: 'Opleiding', soort: 'tekst', breedte: 34, waarde: (d) => d.opleiding },
  { kop: 'Cohortcode', soort: 'code', breedte: 14, waarde: (d) => d.cohortCode },
  { kop: 'Cohort', soort: 'tekst', breedte: 24, waarde: (d) => d.cohort },
  { kop: 'Schooljaar', soort: 'code', breedte: 11, waarde: (d) => d.schooljaar },
  { kop: 'Eerste bijeenkomst', soort: 'dag', breedte: 18, waarde: (d) => d.eerste },
  { kop: 'Status', soort: 'tekst', breedte: 14, waarde: (d) => d.status },
  { kop: 'Wacht op', soort: 'tekst', breedte: 20, waarde: (d) => d.wachtOp.join(', ') || null },
  { kop: 'Vervalt op', soort: 'moment', breedte: 16, waarde: (d) => d.vervaltOp },
  { kop: 'Wachtlijstpositie', soort: 'getal', breedte: 16, waarde: (d) => d.wachtlijstpositie },
  { kop: 'Aangemeld op', soort: 'moment', breedte: 16, waarde: (d) => d.aangemeldOp },
  {
    kop: 'Externe referentie',
    soort: 'code',
    breedte: 20,
    waarde: (d) => d.externeReferentie,
    vanSysteem: true,
  },
  { kop: 'Kenmerk', soort: 'code', breedte: 38, waarde: (d) => d.id },
];
