/** There are too many who want the same at once; `retryAfter` in seconds. */
export class Overloaded extends Error {
  constructor(
    what: string,
    readonly retryAfter: number,
  ) {
    super(`too many at once: ${what}`);
  }
}
