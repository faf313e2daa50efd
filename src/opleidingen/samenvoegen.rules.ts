/** Values of a form by field; a list for what can be ticked more than once, where the order means nothing. */
type Waarden = Record<string, string | string[]>;

const gelijk = (a: Waarden[string] = '', b: Waarden[string] = ''): boolean => tekst(a) === tekst(b);
const tekst = (waarde: string | string[]): string =>
  Array.isArray(waarde) ? waarde.toSorted().join('\n') : waarde.trim();

export interface Samengevoegd {
  waarden: Waarden;
  /** Fields that both changed, each into something else: what was typed stands in the form. */
  botsingen: string[];
}

/**
 * The form of somebody who was overtaken: what they typed stays, and a field that they left alone gets what the other
 * one made of it.
 * @param basis what they began with, @param nu what it is now.
 */
export function voegSamen(basis: Waarden, nu: Waarden, getypt: Waarden): Samengevoegd {
  const velden = Object.keys(nu);
  const zelf = (veld: string): boolean => !gelijk(getypt[veld], basis[veld]);
  const ander = (veld: string): boolean => !gelijk(nu[veld], basis[veld]);
  return {
    waarden: Object.fromEntries(velden.map((veld) => [veld, (zelf(veld) ? getypt[veld] : nu[veld]) ?? ''])),
    botsingen: velden.filter((veld) => zelf(veld) && ander(veld) && !gelijk(getypt[veld], nu[veld])),
  };
}
