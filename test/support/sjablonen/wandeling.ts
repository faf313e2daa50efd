import Handlebars from 'handlebars';
import { Boek } from './boek.js';
import type { Gebruik } from './contexten.js';
import { Gang } from './gang.js';
import { gegevenNamen, gevraagdeNamen } from './namen.js';
import type { Helpers } from './uitdrukkingen.js';
import type { Waarde, Waarden } from './waarden.js';

/** Walks every template with the types of all contexts that it is given, and tells what cannot be right. */
export class Wandeling {
  readonly boek = new Boek();
  private readonly bomen: ReadonlyMap<string, hbs.AST.Program>;
  private readonly namen: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly gelopen = new Map<string, ReadonlySet<string>>();
  private readonly bereikt = new Set<string>();

  /** @param bronnen the text of each template, by its name below `templates/` without `.hbs` */
  constructor(
    readonly waarden: Waarden,
    bronnen: ReadonlyMap<string, string>,
    readonly helpers: Helpers,
  ) {
    this.bomen = new Map([...bronnen].map(([naam, bron]) => [naam, Handlebars.parse(bron)]));
    this.namen = gegevenNamen(this.bomen.values());
  }

  /** @returns one line for each defect, with where to look. */
  loop(gebruik: readonly Gebruik[]): string[] {
    const gebreken = gebruik.flatMap((een) => this.begin(een));
    const over = [...this.bomen.keys()].filter((naam) => !this.bereikt.has(naam));
    const ongebruikt = over.map((naam) => `templates/${naam}.hbs  nothing shows this template`);
    return [...new Set([...gebreken, ...this.boek.nooit(), ...ongebruikt])].sort();
  }

  private begin({ sjabloon, context, waar }: Gebruik): string[] {
    const gebreken = this.sjabloon(sjabloon, context, context, waar);
    if (!gebreken) return [`${waar}  there is no templates/${sjabloon}.hbs`];
    return [...gebreken].map((gebrek) => gebrek.replace(CONTEXT, `the context of ${waar}`));
  }

  /**
   * One template in one context; the same once only.
   * @returns its defects, in which CONTEXT stands for where the context comes from; null when there is no such template.
   */
  sjabloon(naam: string, context: Waarde, wortel: Waarde, waar: string): ReadonlySet<string> | null {
    const boom = this.bomen.get(naam);
    if (!boom) return null;
    const sleutel = `${naam} ${this.waarden.sleutel(context)} ${this.waarden.sleutel(wortel)}`;
    const eerder = this.gelopen.get(sleutel);
    if (eerder) return eerder;
    this.bereikt.add(naam);
    const gang = new Gang(this, naam, wortel, waar);
    this.gelopen.set(sleutel, gang.gebreken);
    gang.begin(boom, context);
    return gang.gebreken;
  }

  /** The names that some call of a partial gives it beside a context. */
  naarKeuze(sjabloon: string): ReadonlySet<string> {
    return this.namen.get(sjabloon) ?? new Set();
  }

  /** Whether a partial, or one that it hands all that it has, ever asks for a name. */
  vraagt(partial: string, naam: string): boolean {
    return gevraagdeNamen(partial, this.bomen).has(naam);
  }
}

/** Where a message tells the origin of a context; each caller of a partial puts itself there. */
export const CONTEXT = '{CONTEXT}';
