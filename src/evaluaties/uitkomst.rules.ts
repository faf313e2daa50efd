import { groupBy } from '../platform/group-by.js';
import type { Telling } from './evaluatie-telling.entity.js';
import type { Evaluatiesoort } from './evaluatie.entity.js';

/** The answers of fewer people than this are never shown, nor can they be found by subtraction: see besluit 011. */
export const KLEINSTE_GROEP = 5;

/** One closed evaluatie, counted. Nothing of it changes any more. */
export interface Geteld {
  id: string;
  cohortId: string;
  opleidingId: string;
  soort: Evaluatiesoort;
  schooljaar: string;
  aanbieders: string[];
  /** `YYYY-MM-DD` */
  geslotenOp: string;
  uitgenodigd: number;
  antwoorden: number;
  telling: Telling;
}

/** The smallest thing that is ever shown: one evaluatie, or several that are too small alone. */
export interface Atoom extends Omit<Geteld, 'id' | 'cohortId' | 'geslotenOp'> {
  evaluaties: Geteld[];
}

export interface Verdeling {
  atomen: Atoom[];
  /** Too small, also together: in no figure at all. */
  los: Geteld[];
}

/** What is looked at; what is left out does not matter. `opleiding` and `cohort` are ids. */
export interface Keuze {
  soort: Evaluatiesoort;
  cohort?: string;
  opleiding?: string;
  aanbieder?: string;
  schooljaar?: string;
}

export interface Zicht {
  evaluaties: number;
  uitgenodigd: number;
  antwoorden: number;
  telling: Telling;
  /** What is not in the figures because it is too small. */
  weggelaten: { evaluaties: number; antwoorden: number };
}

/**
 * The day on which small evaluaties are put together: 1 October, when every evaluatie of a schooljaar is closed (that of
 * the last day of July closes at the end of August), and for a nameting a year later. What closes after that waits for
 * the next 1 October. So what is together never changes, and two looks at different times differ by whole atoms.
 */
export function bundeldag({
  soort,
  schooljaar,
  geslotenOp,
}: Pick<Geteld, 'soort' | 'schooljaar' | 'geslotenOp'>): string {
  const einde = Number(schooljaar.slice(5)) + (soort === 'nameting' ? 1 : 0);
  const dicht = Number(geslotenOp.slice(0, 4)) + (geslotenOp.slice(5) < '10-01' ? 0 : 1);
  return `${Math.max(einde, dicht)}-10-01`;
}

/** Parts what was counted into atoms. @param vandaag `YYYY-MM-DD` */
export function verdeel(geteld: Geteld[], vandaag: string): Verdeling {
  const groot = geteld.filter(({ antwoorden }) => antwoorden >= KLEINSTE_GROEP);
  const klein = geteld.filter(({ antwoorden }) => antwoorden < KLEINSTE_GROEP);
  const atomen = groot.map((evaluatie) => atoomVan([evaluatie]));
  const los: Geteld[] = [];
  for (const samen of groupBy(klein, bundelsleutel).values()) {
    const genoeg = som(samen, 'antwoorden') >= KLEINSTE_GROEP && bundeldag(samen[0]!) <= vandaag;
    if (genoeg) atomen.push(atoomVan(samen));
    else los.push(...samen);
  }
  return { atomen, los };
}

/** Whatever a view can be narrowed to, except the cohort, is in here: so no view takes in half a bundle. */
const bundelsleutel = (g: Geteld): string =>
  JSON.stringify([g.soort, g.opleidingId, g.schooljaar, g.aanbieders.toSorted(), bundeldag(g)]);

function atoomVan(evaluaties: Geteld[]): Atoom {
  const { soort, opleidingId, schooljaar, aanbieders } = evaluaties[0]!;
  return {
    soort,
    opleidingId,
    schooljaar,
    aanbieders,
    evaluaties,
    uitgenodigd: som(evaluaties, 'uitgenodigd'),
    antwoorden: som(evaluaties, 'antwoorden'),
    telling: genoegBeantwoord(evaluaties.length === 1 ? evaluaties[0]!.telling : optelling(evaluaties)),
  };
}

/** A question that few answered is left out of the whole atom, so that it cannot be found by subtraction either. */
const genoegBeantwoord = (telling: Telling): Telling =>
  Object.fromEntries(Object.entries(telling).filter(([, waarden]) => aantalIn(waarden) >= KLEINSTE_GROEP));

/** The only way to a figure: every view is a union of whole atoms. */
export function zicht({ atomen, los }: Verdeling, keuze: Keuze): Zicht {
  return samen(
    atomen.filter((atoom) => atoom.evaluaties.every((e) => isIn(e, keuze))),
    los.filter((e) => isIn(e, keuze)),
  );
}

export type Per = 'opleiding' | 'aanbieder' | 'schooljaar';
type Plek = Pick<Geteld, 'opleidingId' | 'schooljaar' | 'aanbieders'>;

const sleutels: Record<Per, (plek: Plek) => string[]> = {
  opleiding: ({ opleidingId }) => [opleidingId],
  aanbieder: ({ aanbieders }) => [...new Set(aanbieders)],
  schooljaar: ({ schooljaar }) => [schooljaar],
};

/** The same as `zicht` narrowed to each opleiding, aanbieder or schooljaar in turn, in one pass. */
export function zichten({ atomen, los }: Verdeling, keuze: Keuze, per: Per): Map<string, Zicht> {
  const delen = new Map<string, Verdeling>();
  const voegToe = <S extends 'atomen' | 'los'>(soort: S, deel: Verdeling[S][number]): void => {
    for (const sleutel of sleutels[per](deel)) {
      if (!delen.has(sleutel)) delen.set(sleutel, { atomen: [], los: [] });
      (delen.get(sleutel)![soort] as (typeof deel)[]).push(deel);
    }
  };
  for (const atoom of atomen) if (atoom.evaluaties.every((e) => isIn(e, keuze))) voegToe('atomen', atoom);
  for (const e of los) if (isIn(e, keuze)) voegToe('los', e);
  return new Map([...delen].map(([sleutel, deel]) => [sleutel, samen(deel.atomen, deel.los)]));
}

/** Each atom of a view by itself, in the order in which they were read: the finest there is. */
export function losseAtomen(
  { atomen }: Verdeling,
  keuze: Keuze,
): { cohortIds: string[]; schooljaar: string; zicht: Zicht }[] {
  return atomen
    .filter((atoom) => atoom.evaluaties.every((e) => isIn(e, keuze)))
    .map((atoom) => ({
      cohortIds: atoom.evaluaties.map(({ cohortId }) => cohortId),
      schooljaar: atoom.schooljaar,
      zicht: samen([atoom], []),
    }));
}

/** What is in the whole and not in a part of it: also a union of atoms, since the part is one. */
export function zonder(geheel: Telling, deel: Telling): Telling {
  const min = (vraag: string, waarden: Record<string, number>): Record<string, number> =>
    Object.fromEntries(
      Object.entries(waarden).map(([waarde, n]) => [waarde, n - (deel[vraag]?.[waarde] ?? 0)]),
    );
  return Object.fromEntries(Object.entries(geheel).map(([vraag, waarden]) => [vraag, min(vraag, waarden)]));
}

const isIn = (e: Geteld, { soort, cohort, opleiding, aanbieder, schooljaar }: Keuze): boolean =>
  e.soort === soort &&
  (cohort === undefined || e.cohortId === cohort) &&
  (opleiding === undefined || e.opleidingId === opleiding) &&
  (aanbieder === undefined || e.aanbieders.includes(aanbieder)) &&
  (schooljaar === undefined || e.schooljaar === schooljaar);

function samen(atomen: Atoom[], los: Geteld[]): Zicht {
  return {
    evaluaties: atomen.reduce((n, { evaluaties }) => n + evaluaties.length, 0),
    uitgenodigd: som(atomen, 'uitgenodigd'),
    antwoorden: som(atomen, 'antwoorden'),
    telling: optelling(atomen),
    weggelaten: { evaluaties: los.length, antwoorden: som(los, 'antwoorden') },
  };
}

function optelling(delen: { telling: Telling }[]): Telling {
  const totaal: Telling = {};
  for (const { telling } of delen)
    for (const [vraag, waarden] of Object.entries(telling)) {
      const tot = (totaal[vraag] ??= {});
      for (const [waarde, n] of Object.entries(waarden)) tot[waarde] = (tot[waarde] ?? 0) + n;
    }
  return totaal;
}

export const aantalIn = (waarden: Record<string, number> = {}): number =>
  Object.values(waarden).reduce((n, m) => n + m, 0);

const som = <K extends string>(rijen: Record<K, number>[], veld: K): number =>
  rijen.reduce((n, rij) => n + rij[veld], 0);
