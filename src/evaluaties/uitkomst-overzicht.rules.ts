import type { Evaluatiesoort } from './evaluatie.entity.js';
import type { Beeld } from './uitkomst-beelden.rules.js';
import type { Zicht } from './uitkomst.rules.js';

/** One line of a comparison; a soort that nobody was asked is absent. */
export type Groep = Partial<Record<Evaluatiesoort, Zicht>>;

export const LEEG: Zicht = {
  evaluaties: 0,
  uitgenodigd: 0,
  antwoorden: 0,
  telling: {},
  weggelaten: { evaluaties: 0, antwoorden: 0 },
};

const velden = { opleiding: 'opleidingId', aanbieder: 'aanbieder', schooljaar: 'schooljaar' } as const;

/** The views of a comparison by what they are narrowed to: id of the opleiding, name of the aanbieder or schooljaar. */
export function groepen(beelden: Beeld[], per: keyof typeof velden): Map<string, Groep> {
  const gevonden = new Map<string, Groep>();
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
