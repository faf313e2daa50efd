import type { FieldError } from '../platform/errors/domain-error.js';
import type { Opleiding } from './opleiding.entity.js';

type Gegevens = Pick<Opleiding, 'soort' | 'externUrl' | 'peiling' | 'studielastUren' | 'contacturen'> &
  Partial<Pick<Opleiding, 'accreditatieVan' | 'accreditatieTot'>>;

/** What does not go together in an opleiding, every field at once; each field by itself was checked before. */
export function strijdigeVelden(o: Gegevens): FieldError[] {
  const fouten: FieldError[] = [];
  if (o.soort === 'extern' && !o.externUrl)
    fouten.push({ veld: 'externUrl', melding: 'Vul het webadres in waar mensen zich aanmelden.' });
  if (o.soort === 'extern' && o.peiling)
    fouten.push({ veld: 'peiling', melding: 'Bij een externe opleiding meldt niemand zich bij ons.' });
  if (o.studielastUren !== null && o.contacturen !== null && o.contacturen > o.studielastUren)
    fouten.push({
      veld: 'contacturen',
      melding: `De contacturen tellen mee in de studielast van ${o.studielastUren} uur en kunnen niet hoger zijn.`,
    });
  if (o.accreditatieVan && o.accreditatieTot && o.accreditatieTot <= o.accreditatieVan)
    fouten.push({ veld: 'accreditatieTot', melding: 'Het einde van de accreditatie ligt na het begin.' });
  return fouten;
}

/** The same things in another order are the same. */
export const zelfdeVerzameling = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.toSorted().join('\n') === b.toSorted().join('\n');
