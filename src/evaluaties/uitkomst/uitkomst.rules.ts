import { groupBy } from '../../platform/lists.js';
import type { Evaluatiesoort } from '../evaluatie.entity.js';
import type { Telling } from './uitkomst.entity.js';

/** The answers of fewer people than this are never shown, nor can they be found by subtraction: see besluit 011. */
const KLEINSTE_GROEP = 5;

/** One closed evaluatie, counted. Of what was counted nothing changes any more. */
export interface GeteldeEvaluatie {
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
  /** See `EvaluatieTelling`. */
  verdeeld: boolean;
  atoomId: string | null;
  bundelOp: string | null;
}

type Omschrijving =
  'soort' | 'opleidingId' | 'schooljaar' | 'aanbieders' | 'uitgenodigd' | 'antwoorden' | 'telling';

/** The smallest thing that is ever shown: one evaluatie, or several that are too small alone. */
interface Atoom extends Pick<GeteldeEvaluatie, Omschrijving> {
  evaluaties: GeteldeEvaluatie[];
}

export interface Verdeling {
  atomen: Atoom[];
  /** Too small, also together: in no figure at all. */
  los: GeteldeEvaluatie[];
}

/** Narrows a view; a field that is left out does not matter. `opleiding` and `cohort` are ids. */
interface Keuze {
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
  /** Too small, and so not in the figures. */
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
}: Pick<GeteldeEvaluatie, 'soort' | 'schooljaar' | 'geslotenOp'>): string {
  const einde = Number(schooljaar.slice(5)) + (soort === 'nameting' ? 1 : 0);
  const dicht = Number(geslotenOp.slice(0, 4)) + (geslotenOp.slice(5) < '10-01' ? 0 : 1);
  return `${Math.max(einde, dicht)}-10-01`;
}

/**
 * Makes atoms, once and for all. @param geteld of what is in no atom yet, all whose `bundeldag` has come.
 * @param vandaag `YYYY-MM-DD`
 */
export function verdeel(geteld: GeteldeEvaluatie[], vandaag: string): Verdeling {
  const groot = geteld.filter(({ antwoorden }) => antwoorden >= KLEINSTE_GROEP);
  const klein = geteld.filter(({ antwoorden }) => antwoorden < KLEINSTE_GROEP);
  const atomen = groot.map((evaluatie) => atoomVan([evaluatie]));
  const los: GeteldeEvaluatie[] = [];
  for (const samen of groupBy(klein, bundelsleutel).values()) {
    const genoeg = som(samen, 'antwoorden') >= KLEINSTE_GROEP && bundeldag(samen[0]!) <= vandaag;
    if (genoeg) atomen.push(atoomVan(samen));
    else los.push(...samen);
  }
  return { atomen, los };
}

/** The decision, to be kept with each evaluatie. */
export function besluiten({ atomen, los }: Verdeling, vandaag: string) {
  const inAtoom = atomen.flatMap(({ evaluaties }) =>
    evaluaties.map(({ id }) => ({ id, atoomId: evaluaties[0]!.id, bundelOp: null })),
  );
  const wacht = los.map((e) => {
    const dag = bundeldag(e);
    return { id: e.id, atoomId: null, bundelOp: dag > vandaag ? dag : null };
  });
  return [...inAtoom, ...wacht];
}

/** The same as it was decided before. @param geteld of an atom all evaluaties, or none. */
export function zoalsVerdeeld(geteld: GeteldeEvaluatie[]): Verdeling {
  const inAtoom = geteld.filter(({ atoomId }) => atoomId !== null);
  return {
    atomen: [...groupBy(inAtoom, ({ atoomId }) => atoomId).values()].map(atoomVan),
    los: geteld.filter(({ atoomId }) => atoomId === null),
  };
}

/** Holds all that a view can be narrowed to, except the cohort: so no view takes in half a bundle. */
const bundelsleutel = (g: GeteldeEvaluatie): string =>
  JSON.stringify([g.soort, g.opleidingId, g.schooljaar, g.aanbieders.toSorted(), bundeldag(g)]);

function atoomVan(evaluaties: GeteldeEvaluatie[]): Atoom {
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

/** Of what is narrowed to this: every view is a union of whole atoms. */
export function zicht({ atomen, los }: Verdeling, keuze: Keuze): Zicht {
  return samen(
    atomen.filter((atoom) => atoom.evaluaties.every((e) => isIn(e, keuze))),
    los.filter((e) => isIn(e, keuze)),
  );
}

/** Takes a part from the whole: the rest is a union of atoms too, since the part is one. */
export function zonder(geheel: Telling, deel: Telling): Telling {
  const min = (vraag: string, waarden: Record<string, number>): Record<string, number> =>
    Object.fromEntries(
      Object.entries(waarden).map(([waarde, n]) => [waarde, n - (deel[vraag]?.[waarde] ?? 0)]),
    );
  return Object.fromEntries(Object.entries(geheel).map(([vraag, waarden]) => [vraag, min(vraag, waarden)]));
}

const isIn = (e: GeteldeEvaluatie, { soort, cohort, opleiding, aanbieder, schooljaar }: Keuze): boolean =>
  e.soort === soort &&
  (cohort === undefined || e.cohortId === cohort) &&
  (opleiding === undefined || e.opleidingId === opleiding) &&
  (aanbieder === undefined || e.aanbieders.includes(aanbieder)) &&
  (schooljaar === undefined || e.schooljaar === schooljaar);

export function samen(atomen: Atoom[], los: GeteldeEvaluatie[]): Zicht {
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

/** The place of a view: each null when it is not narrowed to that. */
interface Plek {
  soort: Evaluatiesoort;
  opleidingId: string | null;
  aanbieder: string | null;
  schooljaar: string | null;
}

export interface Beeld extends Plek {
  sleutel: string;
  zicht: Zicht;
}

export const sleutelVan = ({ soort, opleidingId, aanbieder, schooljaar }: Plek): string =>
  JSON.stringify([soort, opleidingId, aanbieder, schooljaar]);

/** Every narrowing that takes in this evaluatie or atom. */
function plekken(
  deel: Pick<GeteldeEvaluatie, 'soort' | 'opleidingId' | 'aanbieders' | 'schooljaar'>,
): Plek[] {
  const { soort } = deel;
  return [deel.opleidingId, null].flatMap((opleidingId) =>
    [...new Set(deel.aanbieders), null].flatMap((aanbieder) =>
      [deel.schooljaar, null].map((schooljaar) => ({ soort, opleidingId, aanbieder, schooljaar })),
    ),
  );
}

/**
 * Adds a new division to the views: whole atoms, and what is too small. An evaluatie that was too small until now
 * and became part of an atom, is no longer left out.
 */
export function bijdragen(verdeling: Verdeling): Beeld[] {
  const beelden = new Map<string, Beeld>();
  const tel = (deel: Parameters<typeof plekken>[0], zicht: Zicht): void => {
    for (const plek of plekken(deel)) {
      const sleutel = sleutelVan(plek);
      const tot = beelden.get(sleutel)?.zicht;
      beelden.set(sleutel, { ...plek, sleutel, zicht: tot ? plus(tot, zicht) : zicht });
    }
  };
  for (const atoom of verdeling.atomen) {
    const { weggelaten } = samen(
      [],
      atoom.evaluaties.filter(({ verdeeld }) => verdeeld),
    );
    const { evaluaties, antwoorden } = weggelaten;
    tel(atoom, {
      ...samen([atoom], []),
      weggelaten: { evaluaties: 0 - evaluaties, antwoorden: 0 - antwoorden },
    });
  }
  for (const los of verdeling.los) if (!los.verdeeld) tel(los, samen([], [los]));
  return [...beelden.values()];
}

/** Two views without an atom in common, as one. */
export function plus(a: Zicht, b: Zicht): Zicht {
  return {
    evaluaties: a.evaluaties + b.evaluaties,
    uitgenodigd: a.uitgenodigd + b.uitgenodigd,
    antwoorden: a.antwoorden + b.antwoorden,
    telling: optelling([a, b]),
    weggelaten: {
      evaluaties: a.weggelaten.evaluaties + b.weggelaten.evaluaties,
      antwoorden: a.weggelaten.antwoorden + b.weggelaten.antwoorden,
    },
  };
}

/** One line of a comparison; a soort that nobody was asked is absent. */
export type Vergelijkingsgroep = Partial<Record<Evaluatiesoort, Zicht>>;

export const LEEG: Zicht = {
  evaluaties: 0,
  uitgenodigd: 0,
  antwoorden: 0,
  telling: {},
  weggelaten: { evaluaties: 0, antwoorden: 0 },
};

const velden = { opleiding: 'opleidingId', aanbieder: 'aanbieder', schooljaar: 'schooljaar' } as const;

/** The views of a comparison by what they are narrowed to: id of the opleiding, name of the aanbieder or schooljaar. */
export function groepen(beelden: Beeld[], per: keyof typeof velden): Map<string, Vergelijkingsgroep> {
  const gevonden = new Map<string, Vergelijkingsgroep>();
  for (const beeld of beelden) {
    const naam = beeld[velden[per]] ?? '';
    gevonden.set(naam, { ...gevonden.get(naam), [beeld.soort]: beeld.zicht });
  }
  return gevonden;
}

export function totaal(beelden: Beeld[]): Record<Evaluatiesoort, Zicht> {
  const van = (soort: Evaluatiesoort): Zicht => beelden.find((b) => b.soort === soort)?.zicht ?? LEEG;
  return { evaluatie: van('evaluatie'), nameting: van('nameting') };
}
