import { Blokken } from './blokken.js';
import { kader, type Kader } from './kader.js';
import { Uitdrukkingen } from './uitdrukkingen.js';
import { isNiets, type Keuze, type Waarde, type Waarden } from './waarden.js';
import { CONTEXT, type Wandeling } from './wandeling.js';

type Knoop = hbs.AST.Node;
type Pad = hbs.AST.PathExpression;

/** One walk through one template, in one context. */
export class Gang {
  readonly gebreken = new Set<string>();
  private readonly waarden: Waarden;
  private readonly uitdrukkingen: Uitdrukkingen;
  private readonly blokken: Blokken;

  constructor(
    private readonly wandeling: Wandeling,
    private readonly sjabloon: string,
    /** What `@root` is, here and in the partials below. */
    private readonly wortel: Waarde,
    /** Where in the code the context comes from. */
    private readonly waar: string,
  ) {
    this.waarden = wandeling.waarden;
    const meld = (knoop: Knoop, wat: string) => this.meld(knoop, wat);
    this.uitdrukkingen = new Uitdrukkingen(
      this.waarden,
      wandeling.helpers,
      wandeling.naarKeuze(sjabloon),
      meld,
    );
    this.blokken = new Blokken(this.waarden, this.uitdrukkingen, meld);
  }

  begin(boom: hbs.AST.Program, context: Waarde): void {
    this.programma(boom, kader(context, null, [['@root', this.wortel]]));
  }

  private programma({ body }: hbs.AST.Program, hier: Kader): void {
    for (const knoop of body) this.zin(knoop, hier);
  }

  private zin(knoop: hbs.AST.Statement, hier: Kader): void {
    if (knoop.type === 'MustacheStatement') this.getoond(knoop as hbs.AST.MustacheStatement, hier);
    else if (knoop.type === 'BlockStatement') this.blok(knoop as hbs.AST.BlockStatement, hier);
    else if (knoop.type === 'PartialStatement') this.partial(knoop as hbs.AST.PartialStatement, hier);
    else if (!/^(?:Content|Comment)Statement$/.test(knoop.type))
      this.meld(knoop, `a ${knoop.type} is not walked, in`);
  }

  private getoond(knoop: hbs.AST.MustacheStatement, hier: Kader): void {
    const pad = knoop.path as Pad;
    if (knoop.params.length > 0) return void this.uitdrukkingen.helper(pad, knoop.params, hier);
    if (this.wandeling.helpers.has(pad.original))
      return this.meld(knoop, `{{${pad.original}}} is a helper, not the name in`);
    const waarde = this.uitdrukkingen.waarde(pad, hier, 'toon');
    const mis = waarde.filter((keuze) => !this.waarden.toonbaar(keuze));
    if (mis.length > 0)
      this.meld(knoop, `{{${pad.original}}} is no text but ${this.waarden.inWoorden(mis)} in`);
    const kan = waarde.some((keuze) => !isNiets(keuze));
    this.boek(knoop, kan, () => `{{${pad.original}}} is always empty`);
  }

  private blok(blok: hbs.AST.BlockStatement, hier: Kader): void {
    const { path, params, program, inverse } = blok;
    const naam = `{{#${[path as Knoop, ...params].map(inTekst).join(' ')}}}`;
    const helften = this.blokken.helften(blok, hier);
    if (!helften) return this.meld(blok, `${naam} is no block that may be used, in`);
    const { dan, anders, van } = helften;
    const want = () => this.waarden.inWoorden(van);
    // An empty half has no place, and nothing to show.
    if (program?.body.length) this.helft(program, dan, () => `${naam} never shows: ${want()}`);
    if (inverse?.body.length)
      this.helft(inverse, anders, () => `the {{else}} of ${naam} never shows: ${want()}`);
  }

  private helft(programma: hbs.AST.Program, hier: Kader | null, nooit: () => string): void {
    this.boek(programma, hier !== null, nooit);
    if (hier) this.programma(programma, hier);
  }

  private partial(knoop: hbs.AST.PartialStatement, hier: Kader): void {
    const naam = (knoop.name as Pad).original;
    const hash = (knoop.hash as hbs.AST.Hash | undefined)?.pairs ?? [];
    for (const { key } of hash)
      if (!this.wandeling.vraagt(`partials/${naam}`, key))
        this.meld(knoop, `{{> ${naam}}} does not take ${key}, in`);
    const context = this.gegeven(knoop, hash, hier);
    const gebreken = this.wandeling.sjabloon(`partials/${naam}`, context, this.wortel, this.waar);
    if (!gebreken) return this.meld(knoop, `there is no templates/partials/${naam}.hbs, in`);
    const tussen = `what ${this.plek(knoop)} gives, with ${CONTEXT}`;
    for (const gebrek of gebreken) this.gebreken.add(gebrek.replace(CONTEXT, tussen));
  }

  /** What a partial is called with: a context, names over it, or names alone. */
  private gegeven({ params }: hbs.AST.PartialStatement, hash: hbs.AST.HashPair[], hier: Kader): Waarde {
    const velden = new Map(
      hash.map(({ key, value }) => [key, this.uitdrukkingen.waarde(value, hier, 'geef')] as const),
    );
    const [knoop] = params as Knoop[];
    if (!knoop) return [{ velden, basis: null }];
    const context = this.uitdrukkingen.waarde(knoop, hier, 'geef').filter((keuze) => !isNiets(keuze));
    return velden.size === 0 ? context : context.map((basis: Keuze) => ({ velden, basis }));
  }

  private plek({ loc }: Knoop): string {
    return `templates/${this.sjabloon}.hbs:${loc.start.line}`;
  }

  private meld(knoop: Knoop, wat: string): void {
    this.gebreken.add(`${this.plek(knoop)}  ${wat} ${CONTEXT}`);
  }

  private boek(knoop: Knoop, kan: boolean, wat: () => string): void {
    const { line, column } = knoop.loc.start;
    const hoe = () => ({ plek: this.plek(knoop), wat: wat(), bij: this.waar });
    this.wandeling.boek.noteer(`${this.sjabloon}:${line}:${column}`, kan, hoe);
  }
}

const inTekst = (knoop: Knoop): string => {
  if (knoop.type === 'StringLiteral') return `"${(knoop as hbs.AST.StringLiteral).value}"`;
  return String((knoop as { original?: string | number | boolean }).original ?? '(…)');
};
