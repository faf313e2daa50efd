import type ts from 'typescript';
import { genoemd, omhoog, type Kader } from './kader.js';
import { isLos, isNiets, isOngetypt, MIS, type Waarde, type Waarden } from './waarden.js';

/** The helpers, with the types of what each takes. */
export type Helpers = ReadonlyMap<string, readonly ts.Type[]>;

type Knoop = hbs.AST.Node;
type Pad = hbs.AST.PathExpression;

/** What becomes of a value: it is shown, asked about, or given on. */
export type Doel = 'toon' | 'vraag' | 'geef';

export const isPad = (knoop: Knoop): knoop is Pad => knoop.type === 'PathExpression';

/** What the expressions of a template can be; tells of names that are not there. */
export class Uitdrukkingen {
  constructor(
    private readonly waarden: Waarden,
    private readonly helpers: Helpers,
    /** The names that some call gives this partial beside a context: any other call may leave them out. */
    private readonly naarKeuze: ReadonlySet<string>,
    private readonly meld: (knoop: Knoop, wat: string) => void,
  ) {}

  waarde(knoop: Knoop, hier: Kader, doel: Doel): Waarde {
    if (isPad(knoop)) return this.pad(knoop, hier, doel);
    if (knoop.type === 'SubExpression') {
      const { path, params } = knoop as hbs.AST.SubExpression;
      return this.helper(path, params, hier);
    }
    return this.waarden.letterlijk((knoop as hbs.AST.Literal & { value?: string }).value);
  }

  /** A helper that makes text; `lookup` is the one that finds a value. */
  helper(pad: Pad, params: Knoop[], hier: Kader): Waarde {
    if (pad.original === 'lookup') return this.opgezocht(pad, params, hier);
    const types = this.helpers.get(pad.original);
    if (!types) this.meld(pad, `{{${pad.original} …}} is no helper, nor`);
    else if (types.length > params.length) this.meld(pad, `{{${pad.original} …}} misses a value, in`);
    for (const [i, param] of params.entries()) {
      const waarde = this.waarde(param, hier, 'toon');
      const mis = waarde.filter((keuze) => types?.[i] && !this.waarden.past(keuze, types[i]));
      if (mis.length > 0)
        this.meld(pad, `{{${pad.original} …}} cannot take ${this.waarden.inWoorden(mis)} of`);
    }
    return this.waarden.tekst;
  }

  private opgezocht(pad: Pad, params: Knoop[], hier: Kader): Waarde {
    const van = this.waarde(params[0]!, hier, 'geef');
    const namen = this.waarde(params[1]!, hier, 'vraag').map((sleutel) => this.waarden.letter(sleutel));
    const inhoud = van
      .filter((keuze) => !isNiets(keuze))
      .flatMap((keuze) => this.waarden.inhoud(keuze).waarde);
    if (namen.includes(null)) return [...inhoud, ...this.waarden.niets];
    return namen.flatMap((naam) => this.stap(van, naam!, pad, 'geef'));
  }

  private pad(pad: Pad, hier: Kader, doel: Doel): Waarde {
    const [eerste, ...rest] = pad.parts;
    const vanaf = omhoog(hier, pad.data ? 0 : pad.depth);
    if (!vanaf) this.meld(pad, `{{${pad.original}}} reaches outside the template, and outside`);
    const naam = pad.data ? `@${eerste}` : eerste;
    const bekend = naam === undefined || pad.depth > 0 ? null : genoemd(hier, naam);
    if (bekend) return this.langs(bekend, rest, pad, doel);
    if (pad.data) this.meld(pad, `no block around {{${pad.original}}} names it, nor`);
    return !vanaf || pad.data ? [MIS] : this.langs(vanaf.waarde, pad.parts, pad, doel);
  }

  private langs(begin: Waarde, namen: string[], pad: Pad, doel: Doel): Waarde {
    return namen.reduce((waarde, naam) => this.stap(waarde, naam, pad, doel), begin);
  }

  /** One name further. What a call leaves out may be asked about; what a type does not have may not. */
  private stap(van: Waarde, naam: string, pad: Pad, doel: Doel): Waarde {
    const iets = van.filter((keuze) => !isNiets(keuze));
    const gevonden = iets.map((keuze) => this.waarden.veld(keuze, naam));
    if (iets.length > 0 && gevonden.every((veld) => veld === null)) {
      return this.ontbreekt(iets, naam, pad, doel);
    }
    const leeg = iets.length < van.length || gevonden.includes(null);
    return [...new Set([...gevonden.flatMap((veld) => veld ?? []), ...(leeg ? this.waarden.niets : [])])];
  }

  private ontbreekt(van: Waarde, naam: string, pad: Pad, doel: Doel): Waarde {
    const los = van.every((keuze) => isLos(keuze));
    if (doel !== 'toon' && (los || this.naarKeuze.has(naam))) return this.waarden.niets;
    if (van.some((keuze) => isOngetypt(keuze)))
      this.meld(pad, `no type tells what is in {{${pad.original}}}, in`);
    else this.meld(pad, `{{${pad.original}}} is not ${los ? 'given by' : 'in'}`);
    return [MIS];
  }
}
