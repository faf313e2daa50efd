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
  /** What the page says in the words of schema.org. */
  jsonld?: object;
}

/** What a page controller answers: a template with its context. `template` is `<feature>/<screen>`. */
export class Page {
  constructor(
    readonly template: string,
    readonly context: object,
    readonly options: PageOptions,
  ) {}
}

/** See other: after a form was handled, with a message for the next screen. */
export class Redirect {
  constructor(
    readonly naar: string,
    readonly melding?: Melding,
  ) {}
}
