import { kader, vernauw, type Kader } from './kader.js';
import { isPad, type Uitdrukkingen } from './uitdrukkingen.js';
import { MIS, type Keuze, type Waarde, type Waarden } from './waarden.js';

type Knoop = hbs.AST.Node;
type Blok = hbs.AST.BlockStatement;

/** What is known inside each half of a block; null for a half that can never show. */
export interface Helften {
  dan: Kader | null;
  anders: Kader | null;
  /** What the condition can be, for the message. */
  van: Waarde;
}

/** The blocks that the templates may use: `if`, `unless`, `with`, `each`, and those of the helpers, `is`, `bevat` and `meerDan`. */
export class Blokken {
  constructor(
    private readonly waarden: Waarden,
    private readonly uitdrukkingen: Uitdrukkingen,
    private readonly meld: (knoop: Knoop, wat: string) => void,
  ) {}

  /** Null for a block that is none of these. */
  helften({ path, params, program }: Blok, hier: Kader): Helften | null {
    const naam = path.original;
    const [een, ander] = params as [Knoop, Knoop | undefined];
    const namen = program?.blockParams ?? [];
    if (naam === 'if') return this.alsWaar(een, hier);
    if (naam === 'unless') return omgekeerd(this.alsWaar(een, hier));
    if (naam === 'with') return this.met(een, hier, namen);
    if (naam === 'each') return this.elk(een, hier, namen);
    if (naam === 'meerDan' && ander) return this.meerDan(een, ander, hier);
    if (naam === 'is' && ander) return this.gelijk(een, ander, hier);
    return naam === 'bevat' && ander ? this.bevat(een, ander, hier) : null;
  }

  private alsWaar(knoop: Knoop, hier: Kader): Helften {
    const van = this.uitdrukkingen.waarde(knoop, hier, 'vraag');
    return {
      van,
      dan: this.indien(knoop, hier, van, (keuze) => this.waarden.waar(keuze) !== 'nooit'),
      anders: this.indien(knoop, hier, van, (keuze) => this.waarden.waar(keuze) !== 'altijd'),
    };
  }

  private met(knoop: Knoop, hier: Kader, namen: string[]): Helften {
    const { van, dan, anders } = this.alsWaar(knoop, hier);
    const erin = van.filter((keuze) => this.waarden.waar(keuze) !== 'nooit');
    return {
      van,
      anders,
      dan:
        dan &&
        kader(
          erin,
          dan,
          namen.map((naam) => [naam, erin]),
        ),
    };
  }

  private elk(knoop: Knoop, hier: Kader, namen: string[]): Helften {
    const { van, dan, anders } = this.alsWaar(knoop, hier);
    const lijsten = van.filter((keuze) => this.waarden.waar(keuze) !== 'nooit');
    const geen = lijsten.filter((keuze) => this.waarden.toonbaar(keuze));
    if (geen.length > 0)
      this.meld(knoop, `{{#each}} walks over ${this.waarden.inWoorden(geen)}, no list, in`);
    const inhoud = lijsten.map((keuze) => this.waarden.inhoud(keuze));
    const waarde = uniek(inhoud.flatMap((deel) => deel.waarde));
    const sleutel = uniek(inhoud.flatMap((deel) => deel.sleutel));
    const vast: [string, Waarde][] = [
      ['@key', sleutel],
      ['@index', this.waarden.getal],
      ['@first', this.waarden.jaNee],
      ['@last', this.waarden.jaNee],
    ];
    const eigen = namen.map((naam, i): [string, Waarde] => [naam, i === 0 ? waarde : sleutel]);
    const kanLeeg = anders ?? (lijsten.every((keuze) => this.waarden.isLijst(keuze)) ? null : hier);
    return { van, anders: kanLeeg, dan: dan && kader(waarde, dan, [...vast, ...eigen]) };
  }

  private gelijk(een: Knoop, ander: Knoop, hier: Kader): Helften {
    const van = this.uitdrukkingen.waarde(een, hier, 'vraag');
    const met = this.uitdrukkingen.waarde(ander, hier, 'vraag');
    const kan = (keuze: Keuze) => met.some((rechts) => this.waarden.gelijk(keuze, rechts) !== 'nooit');
    const hoeftNiet = (keuze: Keuze) => met.some((rechts) => this.waarden.gelijk(keuze, rechts) !== 'altijd');
    return { van, dan: this.indien(een, hier, van, kan), anders: this.indien(een, hier, van, hoeftNiet) };
  }

  /** A number against a limit: either half may show. */
  private meerDan(een: Knoop, ander: Knoop, hier: Kader): Helften {
    this.uitdrukkingen.waarde(ander, hier, 'vraag');
    return { van: this.uitdrukkingen.waarde(een, hier, 'vraag'), dan: hier, anders: hier };
  }

  private bevat(lijst: Knoop, ding: Knoop, hier: Kader): Helften {
    const van = this.uitdrukkingen.waarde(lijst, hier, 'vraag');
    const met = this.uitdrukkingen.waarde(ding, hier, 'vraag');
    const kan = van
      .filter((keuze) => this.waarden.isLijst(keuze))
      .flatMap((keuze) => this.waarden.inhoud(keuze).waarde)
      .some((keuze) => met.some((rechts) => this.waarden.gelijk(keuze, rechts) !== 'nooit'));
    return { van, dan: kan ? hier : null, anders: hier };
  }

  /** What is known where a condition holds for what `knoop` is; null when it cannot hold. */
  private indien(knoop: Knoop, hier: Kader, van: Waarde, houdt: (keuze: Keuze) => boolean): Kader | null {
    if (!van.some(houdt)) return null;
    if (!isPad(knoop) || knoop.data || van.includes(MIS) || hier.namen.has(knoop.parts[0] ?? '')) return hier;
    return vernauw(hier, knoop.depth, knoop.parts, houdt, this.waarden);
  }
}

const omgekeerd = ({ van, dan, anders }: Helften): Helften => ({ van, dan: anders, anders: dan });
const uniek = (keuzes: Waarde): Waarde => [...new Set(keuzes)];
