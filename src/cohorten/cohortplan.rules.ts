import { dateOf, formatDate } from '../platform/clock/dates.js';
import { InputError, type FieldError } from '../platform/errors/domain-error.js';

export interface Plan {
  capaciteit?: number | null;
  minimum?: number | null;
  goNoGoOp?: string | null;
  aanmeldenVanaf?: string | null;
  aanmeldenVoor?: string | null;
  bijeenkomsten?: readonly { begint: Date; eindigt: Date }[];
}

/** A study trip fits; a wrong year does not. Searching for collisions relies on it. */
export const LANGSTE_DAGEN = 14;

/**
 * What fields cannot say alone. A contradiction that stood in the plan before is not refused again.
 * @param voor the plan as it was, when it is changed.
 * @throws InputError naming every contradiction at once.
 */
export function controleerPlan(plan: Plan, voor?: Plan): void {
  const fouten = planfouten(plan, voor);
  if (fouten.length > 0) throw new InputError(fouten);
}

/** The contradictions themselves. */
export function planfouten(plan: Plan, voor?: Plan): FieldError[] {
  const stonden = new Set((voor ? tegenspraken(voor) : []).map(({ veld, melding }) => veld + melding));
  return tegenspraken(plan).filter(({ veld, melding }) => !stonden.has(veld + melding));
}

function tegenspraken(plan: Plan): FieldError[] {
  return [...vanAantallen(plan), ...vanDagen(plan), ...vanBijeenkomsten(plan.bijeenkomsten ?? [])];
}

function vanAantallen({ capaciteit, minimum }: Plan): FieldError[] {
  if (capaciteit == null || minimum == null || minimum <= capaciteit) return [];
  const melding = `Het minimum (${minimum}) is hoger dan de capaciteit (${capaciteit}).`;
  return [{ veld: 'minimum', melding }];
}

function vanDagen({ aanmeldenVanaf, aanmeldenVoor, goNoGoOp, bijeenkomsten = [] }: Plan): FieldError[] {
  const fouten: FieldError[] = [];
  if (aanmeldenVanaf && aanmeldenVoor && aanmeldenVanaf >= aanmeldenVoor)
    fouten.push({ veld: 'aanmeldenVoor', melding: 'Aanmelden eindigt voordat het begint.' });
  const eerste = eersteDag(bijeenkomsten);
  if (!eerste) return fouten;
  const begin = `de eerste bijeenkomst, ${formatDate(eerste)}`;
  if (aanmeldenVanaf && aanmeldenVanaf > eerste)
    fouten.push({ veld: 'aanmeldenVanaf', melding: `Aanmelden begint pas na ${begin}.` });
  if (goNoGoOp && goNoGoOp > eerste)
    fouten.push({ veld: 'goNoGoOp', melding: `Het besluit valt pas na ${begin}.` });
  return fouten;
}

function vanBijeenkomsten(bijeenkomsten: NonNullable<Plan['bijeenkomsten']>): FieldError[] {
  return bijeenkomsten.flatMap(({ begint, eindigt }, i) => {
    const melding = tijdfout(begint, eindigt);
    return melding ? [{ veld: `bijeenkomsten.${i}.eindigt`, melding }] : [];
  });
}

function tijdfout(begint: Date, eindigt: Date): string | null {
  if (eindigt <= begint) return 'Deze bijeenkomst eindigt voordat zij begint.';
  const dagen = (eindigt.getTime() - begint.getTime()) / 86_400_000;
  return dagen > LANGSTE_DAGEN ? `Een bijeenkomst duurt ten hoogste ${LANGSTE_DAGEN} dagen.` : null;
}

/** `YYYY-MM-DD` in Europe/Amsterdam; undefined without bijeenkomsten. */
export function eersteDag(bijeenkomsten: readonly { begint: Date }[]): string | undefined {
  const [eerste] = bijeenkomsten.map(({ begint }) => begint).sort((a, b) => a.getTime() - b.getTime());
  return eerste && dateOf(eerste);
}
