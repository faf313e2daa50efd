import { isVelden, type Keuze, type Waarde, type Waarden } from './waarden.js';

/** Where in a template the walk is: what `this` is, what block parameters and `@…` name, and what lies around it. */
export interface Kader {
  readonly waarde: Waarde;
  readonly namen: ReadonlyMap<string, Waarde>;
  readonly ouder: Kader | null;
}

export const kader = (
  waarde: Waarde,
  ouder: Kader | null,
  namen: Iterable<[string, Waarde]> = [],
): Kader => ({
  waarde,
  ouder,
  namen: new Map(namen),
});

/** `../` is the frame around this one; null when there is none. */
export function omhoog(van: Kader, diepte: number): Kader | null {
  return diepte === 0 ? van : van.ouder && omhoog(van.ouder, diepte - 1);
}

/** A block parameter or an `@…`, of the nearest block that names it. */
export function genoemd(van: Kader, naam: string): Waarde | null {
  return van.namen.get(naam) ?? (van.ouder ? genoemd(van.ouder, naam) : null);
}

/** What is left of a frame inside `#if a.b` or `#is a.b "x"`: only what `a.b` still can be there. */
export function vernauw(
  van: Kader,
  diepte: number,
  delen: string[],
  houd: (keuze: Keuze) => boolean,
  waarden: Waarden,
): Kader {
  if (diepte > 0)
    return van.ouder ? { ...van, ouder: vernauw(van.ouder, diepte - 1, delen, houd, waarden) } : van;
  return { ...van, waarde: nauwer(van.waarde, delen, houd, waarden) };
}

function nauwer(waarde: Waarde, delen: string[], houd: (keuze: Keuze) => boolean, waarden: Waarden): Waarde {
  const [naam, ...rest] = delen;
  if (naam === undefined) return waarde.filter(houd);
  return waarde.flatMap((keuze) => {
    const veld = waarden.veld(keuze, naam) ?? waarden.niets;
    const over = nauwer(veld, rest, houd, waarden);
    if (over.length === 0) return [];
    return over.length === veld.length && over.every((een, i) => een === veld[i])
      ? [keuze]
      : [met(keuze, naam, over)];
  });
}

function met(keuze: Keuze, naam: string, waarde: Waarde): Keuze {
  if (isVelden(keuze)) return { ...keuze, velden: new Map([...keuze.velden, [naam, waarde]]) };
  return { velden: new Map([[naam, waarde]]), basis: keuze };
}
