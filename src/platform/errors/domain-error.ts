/** The kinds of refusal that the domain knows; `platform/web` gives each its HTTP status. */
export type ErrorKind = 'niet-gevonden' | 'conflict' | 'ongeldig' | 'verboden';

export interface FieldError {
  veld: string;
  melding: string;
}

/** A refusal with a stable code for programs and a Dutch sentence for people. */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    readonly melding: string,
    readonly fouten: FieldError[] = [],
    /** Details that a program may want besides; they go into the problem as they are. */
    readonly meer: { bekend?: unknown } = {},
  ) {
    super(`${code}: ${melding}`);
  }
}

/** The input does not have the asked shape; names every wrong field at once. */
export class InputError extends Error {
  constructor(readonly fouten: FieldError[]) {
    super(fouten.map((error) => `${error.veld}: ${error.melding}`).join('; '));
  }
}

/** There are too many who want the same at once; `retryAfter` in seconds. */
export class Overloaded extends Error {
  constructor(
    what: string,
    readonly retryAfter: number,
  ) {
    super(`too many at once: ${what}`);
  }
}
