export interface Melding {
  soort: 'goed' | 'fout' | 'let-op' | 'info';
  tekst: string;
}

interface PageOptions {
  titel: string;
  omschrijving?: string;
  status?: number;
  melding?: Melding;
  /** The one address of this page, a path: for search engines, whatever was asked along with it. */
  canoniek?: string;
  /** Other forms of this page, for feed readers and calendars. */
  feeds?: readonly { type: string; titel: string; href: string }[];
  /** The same page in the words of schema.org. */
  jsonld?: object;
}

/**
 * The answer of a page controller: a template with its context. `template` is `<feature>/<screen>`. A test walks the
 * template with the type that TypeScript infers for the context, so a name that is not in it does not reach a screen.
 */
export class Page<const Context extends object = object> {
  readonly context: Readonly<Context>;

  constructor(
    readonly template: string,
    context: Context,
    readonly options: PageOptions,
  ) {
    this.context = context;
  }
}

/** See other: after a form was handled, with a message for the next screen. */
export class Redirect {
  constructor(
    readonly naar: string,
    readonly melding?: Melding,
  ) {}
}

/** The answer to a call that made something: 201, with the address where it now is. */
export class Created<T> {
  /** @param location a path of ours. */
  constructor(
    readonly body: T,
    readonly location: string,
  ) {}
}
