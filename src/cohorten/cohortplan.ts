import { InputError } from '../platform/errors/input-error.js';
import type { FieldError } from '../platform/errors/domain-error.js';
import type { NieuweBijeenkomstDto } from './cohortbeheer.dto.js';

interface Plan {
  capaciteit?: number | null;
  minimum?: number | null;
  aanmeldenVanaf?: string | null;
  aanmeldenVoor?: string | null;
  bijeenkomsten?: NieuweBijeenkomstDto[];
}

/** What fields cannot say alone. @throws InputError naming every contradiction at once. */
export function controleerPlan(plan: Plan): void {
  const fouten = tegenspraken(plan);
  if (fouten.length > 0) throw new InputError(fouten);
}

function tegenspraken({
  capaciteit,
  minimum,
  aanmeldenVanaf,
  aanmeldenVoor,
  bijeenkomsten = [],
}: Plan): FieldError[] {
  const fouten: FieldError[] = [];
  if (capaciteit != null && minimum != null && minimum > capaciteit)
    fouten.push({
      veld: 'minimum',
      melding: `Het minimum (${minimum}) is hoger dan de capaciteit (${capaciteit}).`,
    });
  if (aanmeldenVanaf && aanmeldenVoor && aanmeldenVanaf >= aanmeldenVoor)
    fouten.push({ veld: 'aanmeldenVoor', melding: 'Aanmelden eindigt voordat het begint.' });
  bijeenkomsten.forEach(({ begint, eindigt }, i) => {
    if (eindigt <= begint)
      fouten.push({
        veld: `bijeenkomsten.${i}.eindigt`,
        melding: 'Deze bijeenkomst eindigt voordat zij begint.',
      });
  });
  return fouten;
}
