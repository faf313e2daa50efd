import { DomainError, type FieldError, InputError } from '../errors/domain-error.js';
import { holdsNoText, tidyLine } from '../text/characters.js';

/** Values in an address or a form that nobody has checked yet. */
export type Typed = Record<string, unknown>;

/** A field exactly as it was typed; empty when it is no text. */
export const asTyped = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The same without the space around it. */
export const textOf = (value: unknown): string => asTyped(value).trim();

/** The text that a list is searched for: empty when it holds what is no text, and never longer than a search needs. */
export function searchTextOf(value: unknown): string {
  const text = tidyLine(textOf(value));
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) || holdsNoText(text) ? '' : text.slice(0, 100);
}

/** The page of a list, from 1; nonsense is the first. */
export const pageNumberOf = (value: unknown): number =>
  /^[1-9]\d{0,4}$/.test(textOf(value)) ? Number(value) : 1;

/** Errors as the templates want them: `{ veld: melding }`. */
export const byField = (fouten: readonly FieldError[]): Record<string, string> =>
  Object.fromEntries(fouten.map(({ veld, melding }) => [veld, melding]));

/** The same in the order of the screen; what belongs to none of its fields goes under `_`. */
export function byFieldOf(velden: readonly string[], fouten: readonly FieldError[]): Record<string, string> {
  const geordend = fouten.toSorted((a, b) => velden.indexOf(a.veld) - velden.indexOf(b.veld));
  return Object.fromEntries(
    geordend.map(({ veld, melding }) => [velden.includes(veld) ? veld : '_', melding]),
  );
}

/**
 * Sorts the refusal of a use case by field. Throws anything that is no refusal, or that has no screen to go back to.
 * @param veld where a refusal goes that names no field.
 */
export function refusalByField(fout: unknown, veld = '_'): Record<string, string> {
  if (fout instanceof InputError) return byField(fout.fouten);
  if (!(fout instanceof DomainError) || fout.kind === 'niet-gevonden') throw fout;
  return fout.fouten.length > 0 ? byField(fout.fouten) : { [veld]: fout.melding };
}
