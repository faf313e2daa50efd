import ts from 'typescript';

/** What a call of a partial gives by name, over the context that it gives (or over nothing). */
export interface Velden {
  readonly velden: ReadonlyMap<string, Waarde>;
  readonly basis: Keuze | null;
}

/** One thing that a value can be: a type that is no union, or what a partial is given. */
export type Keuze = ts.Type | Velden;

/** Everything that a value can be; an empty list is never anything. */
export type Waarde = readonly Keuze[];

/** Whether something holds for every value of a type, for none, or for some. */
export type Hoevaak = 'altijd' | 'soms' | 'nooit';

const NIETS = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void;
const VRIJ = ts.TypeFlags.Any | ts.TypeFlags.Unknown;
const TEKST = ts.TypeFlags.StringLike;
const GETAL = ts.TypeFlags.NumberLike | ts.TypeFlags.BigIntLike;
/** Handlebars reads no methods and no accessors: they are not the object's own. */
const ONLEESBAAR = ts.SymbolFlags.Method | ts.SymbolFlags.Accessor;

export const isVelden = (keuze: Keuze): keuze is Velden => 'velden' in keuze;
const heeft = (keuze: Keuze, vlag: ts.TypeFlags): keuze is ts.Type =>
  !isVelden(keuze) && (keuze.flags & vlag) !== 0;

/** What a name that is not there is, once that has been told: nothing more is said of it. */
export const MIS: Velden = { velden: new Map(), basis: null };

export const isNiets = (keuze: Keuze): boolean => heeft(keuze, NIETS);
/** TypeScript knows nothing about it, so neither does the walk. */
export const isVrij = (keuze: Keuze): boolean => keuze === MIS || heeft(keuze, VRIJ);
/** Some object, and no word about what is in it. */
export const isOngetypt = (keuze: Keuze): boolean => heeft(keuze, ts.TypeFlags.NonPrimitive);
/** Nothing but names that a call gave: what is not among them was left out on purpose, or forgotten. */
export const isLos = (keuze: Keuze): boolean => isVelden(keuze) && (!keuze.basis || isLos(keuze.basis));

/** Types as Handlebars sees them: what can be read of a value, when it counts as true, what a list holds. */
export class Waarden {
  private readonly nummers = new Map<ts.Type, number>();
  readonly niets: Waarde;
  readonly tekst: Waarde;
  readonly getal: Waarde;
  readonly jaNee: Waarde;

  constructor(readonly checker: ts.TypeChecker) {
    this.niets = [checker.getUndefinedType()];
    this.tekst = [checker.getStringType()];
    this.getal = [checker.getNumberType()];
    this.jaNee = this.van(checker.getBooleanType());
  }

  van(type: ts.Type): Waarde {
    if (type.flags & ts.TypeFlags.Never) return [];
    if (type.isUnion()) return uniek(type.types.flatMap((deel) => this.van(deel)));
    const grens =
      type.flags & ts.TypeFlags.Instantiable ? this.checker.getBaseConstraintOfType(type) : undefined;
    return grens && grens !== type && !(type.flags & TEKST) ? this.van(grens) : [type];
  }

  letterlijk(waarde: string | number | boolean | null | undefined): Waarde {
    if (waarde === undefined) return this.niets;
    if (waarde === null) return [this.checker.getNullType()];
    if (typeof waarde === 'string') return [this.checker.getStringLiteralType(waarde)];
    if (typeof waarde === 'number') return [this.checker.getNumberLiteralType(waarde)];
    return [waarde ? this.checker.getTrueType() : this.checker.getFalseType()];
  }

  /** What stands under a name; null when there is no such name. */
  veld(keuze: Keuze, naam: string): Waarde | null {
    if (isVrij(keuze)) return [keuze];
    if (isVelden(keuze)) return keuze.velden.get(naam) ?? (keuze.basis ? this.veld(keuze.basis, naam) : null);
    const veld = this.checker.getPropertyOfType(keuze, naam);
    if (veld && (naam === 'length' || !(veld.flags & ONLEESBAAR)))
      return this.isOnderdeel(keuze, naam) ? this.van(this.checker.getTypeOfSymbol(veld)) : null;
    const los =
      this.isLijst(keuze) && /^\d+$/.test(naam) ? keuze.getNumberIndexType() : keuze.getStringIndexType();
    return los ? uniek([...this.van(los), ...this.niets]) : null;
  }

  /** Of what is no plain object only the length can be read; all else that it has is its prototype's. */
  private isOnderdeel(type: ts.Type, naam: string): boolean {
    if (this.isLijst(type)) return naam === 'length' || /^\d+$/.test(naam);
    return !(type.flags & (TEKST | GETAL | ts.TypeFlags.BooleanLike)) || naam === 'length';
  }

  isLijst(keuze: Keuze): keuze is ts.TypeReference {
    return !isVelden(keuze) && (this.checker.isArrayType(keuze) || this.checker.isTupleType(keuze));
  }

  /** What `each` walks over: the values, and whether it counts or names them. */
  inhoud(keuze: Keuze): { waarde: Waarde; sleutel: Waarde } {
    if (isVrij(keuze)) return { waarde: [keuze], sleutel: this.tekst };
    if (isVelden(keuze)) return { waarde: [...keuze.velden.values()].flat(), sleutel: this.tekst };
    if (this.isLijst(keuze)) {
      const delen = this.checker.getTypeArguments(keuze);
      return { waarde: uniek(delen.flatMap((deel) => this.van(deel))), sleutel: this.getal };
    }
    const velden = keuze.getProperties().map((veld) => this.checker.getTypeOfSymbol(veld));
    const los = keuze.getStringIndexType() ?? keuze.getNumberIndexType();
    const types = los ? [...velden, los] : velden;
    return { waarde: uniek(types.flatMap((type) => this.van(type))), sleutel: this.tekst };
  }

  /** As `#if` takes it: nothing, false, 0, an empty text and an empty list are false. */
  waar(keuze: Keuze): Hoevaak {
    if (isVrij(keuze)) return 'soms';
    if (isVelden(keuze)) return 'altijd';
    if (keuze.flags & NIETS) return 'nooit';
    if (keuze.flags & ts.TypeFlags.BooleanLiteral)
      return this.checker.typeToString(keuze) === 'true' ? 'altijd' : 'nooit';
    if (keuze.isStringLiteral() || keuze.isNumberLiteral()) return keuze.value ? 'altijd' : 'nooit';
    if (keuze.flags & ts.TypeFlags.TemplateLiteral)
      return (keuze as ts.TemplateLiteralType).texts.some((tekst) => tekst !== '') ? 'altijd' : 'soms';
    if (keuze.flags & (TEKST | GETAL)) return 'soms';
    if (keuze.isIntersection())
      return keuze.types.some((deel) => this.waar(deel) === 'soms') ? 'soms' : 'altijd';
    return this.isLijst(keuze) ? this.gevuld(keuze) : 'altijd';
  }

  private gevuld(lijst: ts.TypeReference): Hoevaak {
    const delen = this.checker.getTypeArguments(lijst);
    if (this.checker.isTupleType(lijst) && (lijst.target as ts.TupleType).minLength > 0) return 'altijd';
    return delen.every((deel) => deel.flags & ts.TypeFlags.Never) ? 'nooit' : 'soms';
  }

  /** As `===` takes it. */
  gelijk(een: Keuze, ander: Keuze): Hoevaak {
    if (isVrij(een) || isVrij(ander)) return 'soms';
    if (this.aard(een) !== this.aard(ander)) return 'nooit';
    const [links, rechts] = [this.enige(een), this.enige(ander)];
    if (links === null || rechts === null) return 'soms';
    return links === rechts ? 'altijd' : 'nooit';
  }

  private aard(keuze: Keuze): string {
    if (isVelden(keuze)) return 'object';
    if (keuze.flags & TEKST) return 'tekst';
    if (keuze.flags & GETAL) return 'getal';
    if (keuze.flags & ts.TypeFlags.BooleanLike) return 'ja-nee';
    if (keuze.flags & NIETS) return this.checker.typeToString(keuze);
    return 'object';
  }

  /** The name that a key is; null when it can be more than one. */
  letter(sleutel: Keuze): string | null {
    return isVelden(sleutel) || !(sleutel.isStringLiteral() || sleutel.isNumberLiteral())
      ? null
      : String(sleutel.value);
  }

  /** The one value of the type, as text; null when there are more. */
  private enige(keuze: Keuze): string | null {
    if (isVelden(keuze)) return null;
    if (keuze.isStringLiteral() || keuze.isNumberLiteral()) return String(keuze.value);
    return keuze.flags & (NIETS | ts.TypeFlags.BooleanLiteral) ? this.checker.typeToString(keuze) : null;
  }

  /** Whether a helper may be given this. */
  past(keuze: Keuze, type: ts.Type): boolean {
    return isVrij(keuze) || (!isVelden(keuze) && this.checker.isTypeAssignableTo(keuze, type));
  }

  /** Shown as it is, an object is `[object Object]`, and a list its items with commas. */
  toonbaar(keuze: Keuze): boolean {
    if (isVelden(keuze)) return keuze === MIS;
    if (keuze.isIntersection()) return keuze.types.some((deel) => this.toonbaar(deel));
    return (keuze.flags & (TEKST | GETAL | NIETS | ts.TypeFlags.BooleanLike)) !== 0;
  }

  /** The same for values that are the same. */
  sleutel(waarde: Waarde): string {
    return waarde.map((keuze) => this.sleutelVan(keuze)).join('|');
  }

  private sleutelVan(keuze: Keuze): string {
    if (isVelden(keuze)) {
      const velden = [...keuze.velden].map(([naam, waarde]) => `${naam}=${this.sleutel(waarde)}`);
      return `{${velden.sort().join(',')}}${keuze.basis ? this.sleutelVan(keuze.basis) : ''}`;
    }
    const nummer = this.nummers.get(keuze) ?? this.nummers.size;
    this.nummers.set(keuze, nummer);
    return String(nummer);
  }

  /** In words, for whoever reads the message. */
  inWoorden(waarde: Waarde): string {
    const delen = waarde.map((keuze) => (isVelden(keuze) ? '{…}' : this.checker.typeToString(keuze)));
    return [...new Set(delen)].sort().join(' | ') || 'never';
  }
}

const uniek = (keuzes: Keuze[]): Waarde => [...new Set(keuzes)];
