import type { ClassConstructor } from 'class-transformer';
import {
  type Werkplekantwoord,
  type Werkplekformulier,
  werkplekvelden,
} from '../besturen/werkplek.scherm.js';
import type { FieldError } from '../platform/errors/domain-error.js';
import { byFieldOf } from '../platform/web/form-input.js';
import { check } from '../platform/web/validation.js';
import { anders } from './personen.rules.js';
import type { PersoonsgegevensDto } from './persoonsgegevens.dto.js';

/** In the order of the screen. */
const velden = [
  'voornaam',
  'tussenvoegsel',
  'achternaam',
  'email',
  'vestigingscode',
  'bestuur',
  'organisatie',
  'functie',
  'functieAnders',
  'opmerking',
  // Only a link from another system fills it.
  'externeReferentie',
  // Asked when the address is somebody's by another name.
  'bevestigNaam',
] as const;
export type Persoonsformulier = Partial<Record<(typeof velden)[number], unknown>> & Werkplekformulier;

/** The text that was typed, to be shown again; no other fields than the form has. */
export function waardenVan(formulier: Persoonsformulier): Record<string, string> {
  return Object.fromEntries(
    velden.flatMap((veld) => {
      const waarde = formulier[veld];
      return typeof waarde === 'string' ? [[veld, waarde]] : [];
    }),
  );
}

/** Without errors and without a request the form is to be shown again: somebody looked for a school. */
export type GelezenFormulier<T> = { verzoek: T; fouten: [] } | { verzoek: undefined; fouten: FieldError[] };

/** Reads the form in which somebody fills in who they are: the same rules as the API, and the fields that only the screen has. */
export function leesFormulier<T extends PersoonsgegevensDto>(
  dto: ClassConstructor<T>,
  formulier: Persoonsformulier,
  { werkplek, fouten: bijWerkplek, zoekt }: Werkplekantwoord,
): GelezenFormulier<T> {
  if (zoekt) return { verzoek: undefined, fouten: [] };
  const isAnders = formulier.functie === anders;
  const rest = Object.entries(formulier).filter(
    ([veld]) => veld !== 'functieAnders' && !(werkplekvelden as readonly string[]).includes(veld),
  );
  const invoer = {
    ...Object.fromEntries(rest),
    ...(isAnders ? { functie: formulier.functieAnders } : {}),
    ...werkplek,
  };
  const { waarde, fouten } = check(dto, invoer);
  const alle = [...fouten, ...bijWerkplek].map((fout) => vertaal(fout, isAnders));
  return waarde && alle.length === 0 ? { verzoek: waarde, fouten: [] } : { verzoek: undefined, fouten: alle };
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

/** Errors by field in the order of the screen; what is wrong with a bestuur is shown where it was chosen. */
export const foutenPerVeld = (fouten: FieldError[]): Record<string, string> =>
  byFieldOf(
    velden,
    fouten.map((fout) => (fout.veld === 'bestuur' ? { ...fout, veld: 'vestigingscode' } : fout)),
  );
