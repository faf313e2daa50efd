export interface Melding {
  soort: 'goed' | 'fout' | 'let-op' | 'info';
  tekst: string;
}

interface PageOptions {
  titel: string;
  omschrijving?: string;
  status?: number;
  melding?: Melding;
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
