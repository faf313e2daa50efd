import type { FieldError } from '../platform/errors/domain-error.js';
import { check } from '../platform/web/validation.js';
import { anders } from '../opleidingen/opleidingen.rules.js';
import type { Verzoek } from './aanvraag.js';
import { MeldAanDto } from './aanmeldingen.dto.js';

/** The value in the list of schools that stands for "not at one of these". */
export const GEEN_SCHOOL = 'geen';

/** In the order of the screen. */
export const velden = [
  'voornaam',
  'tussenvoegsel',
  'achternaam',
  'email',
  'vestigingscode',
  'functie',
  'functieAnders',
  'opmerking',
  'externeReferentie',
] as const;
export type Formulier = Partial<Record<(typeof velden)[number], unknown>>;

/** What was typed, to be shown again; only text, and no other fields than the form has. */
export function waardenVan(formulier: Formulier): Record<string, string> {
  return Object.fromEntries(
    velden.flatMap((veld) => {
      const waarde = formulier[veld];
      return typeof waarde === 'string' ? [[veld, waarde]] : [];
    }),
  );
}

export type Gelezen = { verzoek: Verzoek; fouten: [] } | { verzoek: undefined; fouten: FieldError[] };

/** Reads the form of a screen: the same rules as the API, and two fields that only the screen has. */
export function leesFormulier(formulier: Formulier): Gelezen {
  const { functieAnders, vestigingscode, ...rest } = formulier;
  const isAnders = formulier.functie === anders;
  const invoer = {
    ...rest,
    ...(isAnders ? { functie: functieAnders } : {}),
    ...(vestigingscode === GEEN_SCHOOL ? {} : { vestigingscode }),
  };
  const { waarde, fouten } = check(MeldAanDto, invoer);
  const alle = [...fouten, ...schoolOntbreekt(vestigingscode)].map((fout) => vertaal(fout, isAnders));
  return waarde && alle.length === 0 ? { verzoek: waarde, fouten: [] } : { verzoek: undefined, fouten: alle };
}

function schoolOntbreekt(vestigingscode: unknown): FieldError[] {
  if (typeof vestigingscode === 'string' && vestigingscode.trim() !== '') return [];
  const melding = 'Kies je school, of kies ‘Ik werk niet op een van deze scholen’.';
  return [{ veld: 'vestigingscode', melding }];
}

const zinnen: Record<string, string> = {
  voornaam: 'Vul je voornaam in.',
  achternaam: 'Vul je achternaam in.',
  functie: 'Kies je functie.',
  functieAnders: 'Vul in welke functie je hebt.',
};

function vertaal({ veld, melding }: FieldError, isAnders: boolean): FieldError {
  const plek = veld === 'functie' && isAnders ? 'functieAnders' : veld;
  return { veld: plek, melding: melding === 'Vul dit veld in.' ? (zinnen[plek] ?? melding) : melding };
}

/** Errors by field in the order of the screen, as the templates want them; what belongs to no field goes under `_`. */
export function foutenPerVeld(fouten: FieldError[]): Record<string, string> {
  const namen: readonly string[] = velden;
  const geordend = fouten.toSorted((a, b) => namen.indexOf(a.veld) - namen.indexOf(b.veld));
  return Object.fromEntries(
    geordend.map(({ veld, melding }) => [namen.includes(veld) ? veld : '_', melding]),
  );
}
