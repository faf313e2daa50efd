import type { FieldError } from '../platform/errors/domain-error.js';
import { check } from '../platform/web/validation.js';
import { anders } from '../opleidingen/opleidingen.rules.js';
import { MeldBelangstellingDto } from './belangstelling.dto.js';

/** The value in the list of schools that stands for "not at one of these". */
const GEEN_SCHOOL = 'geen';

/** In the order of the screen. */
const velden = [
  'voornaam',
  'tussenvoegsel',
  'achternaam',
  'email',
  'vestigingscode',
  'functie',
  'functieAnders',
  'opmerking',
];
export type Formulier = Record<string, unknown>;

/** What was typed, to be shown again. */
export const waardenVan = (formulier: Formulier): Formulier =>
  Object.fromEntries(
    velden.filter((veld) => typeof formulier[veld] === 'string').map((veld) => [veld, formulier[veld]]),
  );

const zinnen: Record<string, string> = {
  voornaam: 'Vul je voornaam in.',
  achternaam: 'Vul je achternaam in.',
  functie: 'Kies je functie.',
  functieAnders: 'Vul in welke functie je hebt.',
};

/** Reads the form: the same rules as the API, and a school or the choice for none. */
export function leesFormulier(formulier: Formulier) {
  const { vestigingscode, functieAnders, ...rest } = waardenVan(formulier);
  const isAnders = formulier.functie === anders;
  const { waarde, fouten } = check(MeldBelangstellingDto, {
    ...rest,
    ...(isAnders ? { functie: functieAnders } : {}),
    ...(vestigingscode === GEEN_SCHOOL ? {} : { vestigingscode }),
  });
  const alle: FieldError[] = fouten.map(({ veld, melding }) => {
    const plek = veld === 'functie' && isAnders ? 'functieAnders' : veld;
    return { veld: plek, melding: melding === 'Vul dit veld in.' ? (zinnen[plek] ?? melding) : melding };
  });
  if (typeof vestigingscode !== 'string' || vestigingscode.trim() === '')
    alle.push({
      veld: 'vestigingscode',
      melding: 'Kies je school, of kies ‘Ik werk niet op een van deze scholen’.',
    });
  return alle.length > 0 ? { verzoek: undefined, fouten: alle } : { verzoek: waarde, fouten: [] };
}

/** Errors by field in the order of the screen; what belongs to no field goes under `_`. */
export function foutenPerVeld(fouten: FieldError[]): Record<string, string> {
  const geordend = fouten.toSorted((a, b) => velden.indexOf(a.veld) - velden.indexOf(b.veld));
  return Object.fromEntries(
    geordend.map(({ veld, melding }) => [velden.includes(veld) ? veld : '_', melding]),
  );
}
