/** DUO writes places in capitals: "DE MEERN" becomes "De Meern", "'S-GRAVENHAGE" becomes "'s-Gravenhage". */
export function plaatsnaam(hoofdletters: string): string {
  const klein = new Set(['aan', 'bij', 'den', 'der', 'en', 'in', 'op', 'ter', 'van', 's', 't']);
  return hoofdletters
    .toLowerCase()
    .replace(/\p{L}+/gu, (woord, plek: number) =>
      klein.has(woord) && !isBegin(woord, plek) ? woord : hoofdletter(woord),
    );
}

/** Den Haag begins with a capital, Wijk aan Zee keeps its small word, 's-Gravenhage never begins with one. */
const isBegin = (woord: string, plek: number): boolean => plek === 0 && woord !== 's' && woord !== 't';

const hoofdletter = (woord: string): string =>
  woord.startsWith('ij') ? `IJ${woord.slice(2)}` : woord.charAt(0).toUpperCase() + woord.slice(1);

/** The day in a file name such as `vestigingen-2026-10-01.csv`, `01-10-2026` or `20261001`. */
export function peildatumIn(bestandsnaam: string): string | undefined {
  const jaarEerst = /(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)/.exec(bestandsnaam);
  if (jaarEerst) return jaarEerst.slice(1, 4).join('-');
  const dagEerst = /(?<!\d)(0[1-9]|[12]\d|3[01])[-_.](0[1-9]|1[0-2])[-_.](20\d{2})/.exec(bestandsnaam);
  return dagEerst ? dagEerst.slice(1, 4).reverse().join('-') : undefined;
}
