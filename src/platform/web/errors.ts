import type { ErrorKind } from '../errors/domain-error.js';

/** The request may not be made without logging in first. */
export class NotLoggedIn extends Error {}

/** The key that came along is unknown or was withdrawn. */
export class WrongKey extends NotLoggedIn {}

/** The key that came along was not made for this; `scope` is what it lacks. */
export class ScopeMissing extends Error {
  constructor(readonly scope: string) {
    super(`the key lacks ${scope}`);
  }
}

/** The address exists, but not for this method. */
export class MethodNotAllowed extends Error {
  constructor(readonly allow: readonly string[]) {
    super('method not allowed');
  }
}

/** The form or script did not carry the token of its session. */
export class CsrfError extends Error {}

/** Too many requests; `retryAfter` in seconds. */
export class TooManyRequests extends Error {
  constructor(readonly retryAfter: number) {
    super('too many requests');
  }
}

/** The body is not what it says it is. */
export class Unreadable extends Error {
  readonly statusCode = 400;
}

/** More fields than a form or request of ours has. */
export class TooManyFields extends Error {
  readonly statusCode = 413;
}

/** Exhaustive: a new kind does not compile until it has a status here. */
export const statusOfKind: Record<ErrorKind, number> = {
  'niet-gevonden': 404,
  conflict: 409,
  ongeldig: 422,
  verboden: 403,
};
