import type { ClassConstructor } from 'class-transformer';
import type { FieldError } from '../platform/errors/domain-error.js';
import { byFieldOf } from '../platform/web/form-input.js';
import { check } from '../platform/web/validation.js';
import { anders } from './personen.rules.js';
import type { PersoonsgegevensDto } from './persoonsgegevens.dto.js';

/** The value in the list of schools that stands for "not at one of these". */
export const GEEN_SCHOOL = 'geen';

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
  // Only a link from another system fills it.
  'externeReferentie',
  // Asked when the address is somebody's by another name.
  'bevestigNaam',
] as const;
export type Persoonsformulier = Partial<Record<(typeof velden)[number], unknown>>;

/** The text that was typed, to be shown again; no other fields than the form has. */
export function waardenVan(formulier: Persoonsformulier): Record<string, string> {
  return Object.fromEntries(
    velden.flatMap((veld) => {
      const waarde = formulier[veld];
      return typeof waarde === 'string' ? [[veld, waarde]] : [];
    }),
  );
}

export type GelezenFormulier<T> = { verzoek: T; fouten: [] } | { verzoek: undefined; fouten: FieldError[] };

/** Reads the form in which somebody fills in who they are: the same rules as the API, and two fields that only the screen has. */
export function leesFormulier<T extends PersoonsgegevensDto>(
  dto: ClassConstructor<T>,
  formulier: Persoonsformulier,
): GelezenFormulier<T> {
  const { functieAnders, vestigingscode, ...rest } = formulier;
  const isAnders = formulier.functie === anders;
  const invoer = {
    ...rest,
    ...(isAnders ? { functie: functieAnders } : {}),
    ...(vestigingscode === GEEN_SCHOOL ? {} : { vestigingscode }),
  };
  const { waarde, fouten } = check(dto, invoer);
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

/** Errors by field in the order of the screen. */
export const foutenPerVeld = (fouten: FieldError[]): Record<string, string> => byFieldOf(velden, fouten);
