import type { FieldError } from './domain-error.js';

/** What was sent does not have the asked shape; names every wrong field at once. */
export class InputError extends Error {
  constructor(readonly fouten: FieldError[]) {
    super(fouten.map((error) => `${error.veld}: ${error.melding}`).join('; '));
  }
}
