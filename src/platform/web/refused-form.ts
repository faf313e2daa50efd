import { DomainError } from '../errors/domain-error.js';
import { refusalByField, type Typed } from './form-input.js';
import { Redirect, type Melding, type Page } from './page.js';

/** A form that was refused, for the screen that shows it again. `Waarden` is what was typed, field by field. */
export interface Geweigerd<Waarden extends object = Typed> {
  /** Which form, on a screen that has several. */
  formulier?: string;
  waarden: Waarden;
  /** By field; `_` is about the form as a whole. */
  fouten: Record<string, string>;
}

export const goed = (tekst: string): Melding => ({ soort: 'goed', tekst });

/**
 * Does it and goes on; what is refused comes back on the same screen, with what was typed. Throws a refusal that has
 * no screen to go back to, such as an unknown record.
 * @param opnieuw shows the screen again; `fouten` by field.
 * @param veld where a refusal goes that names no field.
 */
export async function probeer<Opnieuw extends Page | Redirect, Gelukt extends Page | Redirect = Redirect>(
  daad: () => Promise<Gelukt>,
  opnieuw: (fouten: Record<string, string>, fout: unknown) => Opnieuw | Promise<Opnieuw>,
  veld = '_',
): Promise<Opnieuw | Gelukt> {
  try {
    return await daad();
  } catch (fout) {
    return opnieuw(refusalByField(fout, veld), fout);
  }
}

/**
 * For a button without fields: what cannot be done any more, is told on the page that shows how it stands.
 * @param daad what there is to say on that page, or where else to go on.
 */
export async function probeerOfMeld(
  naar: string,
  daad: () => Promise<string | Redirect>,
  soort: Melding['soort'] = 'let-op',
): Promise<Redirect> {
  try {
    const gedaan = await daad();
    return gedaan instanceof Redirect ? gedaan : new Redirect(naar, goed(gedaan));
  } catch (fout) {
    if (!(fout instanceof DomainError) || fout.kind !== 'conflict') throw fout;
    return new Redirect(naar, { soort, tekst: fout.melding });
  }
}
