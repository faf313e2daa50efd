/** Values of a form by field; a list for what can be ticked more than once, where the order means nothing. */
type Waarde = string | string[];

const gelijk = (a: Waarde = '', b: Waarde = ''): boolean => tekst(a) === tekst(b);
const tekst = (waarde: Waarde): string =>
  Array.isArray(waarde) ? waarde.toSorted().join('\n') : waarde.trim();

export interface Samengevoegd<Waarden> {
  waarden: Waarden;
  /** Fields that both changed, each into something else: what was typed stands in the form. */
  botsingen: string[];
}

/**
 * The form of somebody who was overtaken: what they typed stays, and a field that they left alone gets what the other
 * one made of it.
 * @param basis what they began with, @param nu what it is now.
 */
export function voegSamen<Waarden extends { [Veld in keyof Waarden]?: Waarde }>(
  basis: Waarden,
  nu: Waarden,
  getypt: Waarden,
): Samengevoegd<Waarden> {
  const velden = Object.keys(nu) as (keyof Waarden & string)[];
  const zelf = (veld: keyof Waarden): boolean => !gelijk(getypt[veld], basis[veld]);
  const ander = (veld: keyof Waarden): boolean => !gelijk(nu[veld], basis[veld]);
  const samen = velden.map((veld) => [veld, (zelf(veld) ? getypt[veld] : nu[veld]) ?? '']);
  return {
    waarden: Object.fromEntries(samen) as Waarden,
    botsingen: velden.filter((veld) => zelf(veld) && ander(veld) && !gelijk(getypt[veld], nu[veld])),
  };
}
