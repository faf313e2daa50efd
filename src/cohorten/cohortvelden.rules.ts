import type { Cohort } from './cohort.entity.js';

interface Veld {
  /** As people read it when two of them changed the same field. */
  label: string;
  /** How a typed text is read; an empty one is null. `dagen` is a list of numbers of days. */
  invoer: 'tekst' | 'getal' | 'dag' | 'dagen';
  /** What a copy to next year has: the same, the day a year on, nothing, or what the copy works out itself. */
  kopie: 'zelfde' | 'jaar-later' | 'leeg' | 'eigen';
  /** How a catalogue file says it: also that its value is only an example, or so that it stays where the file is silent. */
  bestand: 'met-voorbeeld' | 'ja' | 'blijft';
}

/**
 * The fields that the academie fills in for a cohort, in the order of the form. Form, copy and catalogue file work from
 * this list; beside it a new field has its column (cohort.entity.ts and a migration), its request (cohortbeheer.dto.ts,
 * catalogus.dto.ts) and its place on the screen (planformulier.hbs).
 */
export const cohortvelden = {
  naam: { label: 'Naam', invoer: 'tekst', kopie: 'eigen', bestand: 'met-voorbeeld' },
  schooljaar: { label: 'Schooljaar', invoer: 'tekst', kopie: 'eigen', bestand: 'met-voorbeeld' },
  capaciteit: { label: 'Aantal plaatsen', invoer: 'getal', kopie: 'zelfde', bestand: 'met-voorbeeld' },
  minimum: { label: 'Minimum', invoer: 'getal', kopie: 'zelfde', bestand: 'met-voorbeeld' },
  goNoGoOp: { label: 'Besluit', invoer: 'dag', kopie: 'jaar-later', bestand: 'met-voorbeeld' },
  aanmeldenVanaf: {
    label: 'Eerste dag van aanmelden',
    invoer: 'dag',
    kopie: 'jaar-later',
    bestand: 'met-voorbeeld',
  },
  aanmeldenVoor: {
    label: 'Laatste dag van aanmelden',
    invoer: 'dag',
    kopie: 'jaar-later',
    bestand: 'met-voorbeeld',
  },
  locatie: { label: 'Plaats', invoer: 'tekst', kopie: 'zelfde', bestand: 'met-voorbeeld' },
  financiering: { label: 'Financiering', invoer: 'tekst', kopie: 'zelfde', bestand: 'met-voorbeeld' },
  toelichting: { label: 'Toelichting', invoer: 'tekst', kopie: 'zelfde', bestand: 'ja' },
  herinneringsdagen: { label: 'Herinneringen', invoer: 'dagen', kopie: 'zelfde', bestand: 'blijft' },
  peUitvoeringscode: { label: 'Code in PE-online', invoer: 'tekst', kopie: 'leeg', bestand: 'blijft' },
} as const satisfies Partial<Record<keyof Cohort, Veld>>;

type Velden = typeof cohortvelden;
export type Cohortveld = keyof Velden;
export const cohortveldnamen = Object.keys(cohortvelden) as Cohortveld[];

export type VeldenMet<Deel extends keyof Veld, Waarde> = {
  [Naam in Cohortveld]: Velden[Naam][Deel] extends Waarde ? Naam : never;
}[Cohortveld];

/** The names of the fields that have this in the table: `veldenMet('invoer', 'dag')`. */
export const veldenMet = <Deel extends keyof Veld, Waarde extends Veld[Deel]>(
  deel: Deel,
  ...waarden: Waarde[]
): VeldenMet<Deel, Waarde>[] =>
  cohortveldnamen.filter((naam): naam is VeldenMet<Deel, Waarde> =>
    (waarden as string[]).includes(cohortvelden[naam][deel]),
  );

/** Some fields of a cohort, as they are. */
export const neem = <Van extends object, Naam extends keyof Van>(
  van: Van,
  namen: readonly Naam[],
): Pick<Van, Naam> => Object.fromEntries(namen.map((naam) => [naam, van[naam]])) as Pick<Van, Naam>;
