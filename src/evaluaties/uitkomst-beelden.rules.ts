import type { Evaluatiesoort } from './evaluatie.entity.js';
import { optelling, samen, type Geteld, type Verdeling, type Zicht } from './uitkomst.rules.js';

/** What a view is narrowed to; null when it is not. */
export interface Plek {
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
function plekken(deel: Pick<Geteld, 'soort' | 'opleidingId' | 'aanbieders' | 'schooljaar'>): Plek[] {
  const { soort } = deel;
  return [deel.opleidingId, null].flatMap((opleidingId) =>
    [...new Set(deel.aanbieders), null].flatMap((aanbieder) =>
      [deel.schooljaar, null].map((schooljaar) => ({ soort, opleidingId, aanbieder, schooljaar })),
    ),
  );
}

/**
 * What a new division adds to the views: whole atoms, and what is too small. An evaluatie that was too small until now
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
