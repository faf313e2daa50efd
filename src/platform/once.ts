/**
 * Makes something when it is first wanted, once for all who want it. What failed is not kept: whoever comes later tries
 * again, so that a passing trouble does not last until the next start.
 */
export class Once<T> {
  private made: Promise<T> | undefined;

  constructor(private readonly make: () => Promise<T>) {}

  get(): Promise<T> {
    if (!this.made) {
      const making = this.make();
      this.made = making;
      making.catch(() => {
        if (this.made === making) this.made = undefined;
      });
    }
    return this.made;
  }

  /** Makes it anew for whoever comes next. */
  forget(): void {
    this.made = undefined;
  }

  /** What was made or is being made; undefined when nobody wanted it yet, or it failed. */
  get present(): Promise<T> | undefined {
    return this.made;
  }
}
