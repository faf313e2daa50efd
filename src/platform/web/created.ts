/** What a call answers that made something: 201, with the address where it now is. */
export class Created<T> {
  /** @param location a path of ours. */
  constructor(
    readonly body: T,
    readonly location: string,
  ) {}
}
