import Handlebars from 'handlebars';

/** The names that a template, and the partials to which it hands its own context, read. */
export function gevraagdeNamen(
  sjabloon: string,
  bomen: ReadonlyMap<string, hbs.AST.Program>,
  bezocht = new Set<string>(),
): ReadonlySet<string> {
  const namen = new Set<string>();
  const boom = bomen.get(sjabloon);
  if (!boom || bezocht.has(sjabloon)) return namen;
  bezocht.add(sjabloon);
  const lezer = new Lezer();
  lezer.accept(boom);
  for (const naam of lezer.namen) namen.add(naam);
  for (const partial of lezer.geheel)
    for (const naam of gevraagdeNamen(`partials/${partial}`, bomen, bezocht)) namen.add(naam);
  return namen;
}

class Lezer extends Handlebars.Visitor {
  readonly namen = new Set<string>();
  /** The partials that are given `this`. */
  readonly geheel = new Set<string>();

  override PathExpression({ parts }: hbs.AST.PathExpression): void {
    if (parts[0] !== undefined) this.namen.add(parts[0]);
  }

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    const [context] = partial.params as hbs.AST.PathExpression[];
    if (context?.original === 'this') this.geheel.add((partial.name as hbs.AST.PathExpression).original);
    this.acceptArray(partial.params);
    if (partial.hash) this.accept(partial.hash);
  }
}

/** The names that the calls of each partial give. */
export function gegevenNamen(bomen: Iterable<hbs.AST.Program>): ReadonlyMap<string, ReadonlySet<string>> {
  const lezer = new Oproepen();
  for (const boom of bomen) lezer.accept(boom);
  return lezer.namen;
}

class Oproepen extends Handlebars.Visitor {
  readonly namen = new Map<string, Set<string>>();

  override PartialStatement({ name, hash }: hbs.AST.PartialStatement): void {
    const partial = `partials/${(name as hbs.AST.PathExpression).original}`;
    const namen = this.namen.get(partial) ?? new Set();
    for (const { key } of (hash as hbs.AST.Hash | undefined)?.pairs ?? []) namen.add(key);
    this.namen.set(partial, namen);
  }
}
