/** How wide a text is in points, at a size in points. */
type Meet = (tekst: string, corps: number) => number;

/** From large to small; the first step in which the text fits on so many lines is taken. */
export interface Trede {
  corps: number;
  regels: number;
}

export interface Zetsel {
  corps: number;
  /** Together they are the text: a line that ends after a word ends with its space, for who copies or listens. */
  regels: string[];
}

/** One text as we set it: composed, without what has no shape of its own, with single spaces. */
export function schoon(tekst: string): string {
  return tekst
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/**
 * Fits a text in a width by rule: the largest step in which it fits; in the last one it takes as many lines as it
 * needs, and a word that is too long is broken. More than one line is made of about equal width.
 */
export function zet(tekst: string, breedte: number, treden: Trede[], meet: Meet): Zetsel {
  for (const { corps, regels } of treden) {
    const gevuld = vul(tekst, breedte, (stuk) => meet(stuk, corps), false);
    if (gevuld && gevuld.length <= regels) return { corps, regels: evenwichtig(tekst, breedte, corps, meet) };
  }
  const { corps } = treden.at(-1)!;
  return { corps, regels: vul(tekst, breedte, (stuk) => meet(stuk, corps), true)! };
}

/** The same number of lines, in the smallest width that still gives it. */
function evenwichtig(tekst: string, breedte: number, corps: number, meet: Meet): string[] {
  const maat = (stuk: string): number => meet(stuk, corps);
  let beste = vul(tekst, breedte, maat, true)!;
  if (beste.length === 1) return beste;
  let [laag, hoog] = [breedte / 2, breedte];
  while (hoog - laag > 2) {
    const midden = (laag + hoog) / 2;
    const poging = vul(tekst, midden, maat, false);
    if (poging && poging.length === beste.length) [beste, hoog] = [poging, midden];
    else laag = midden;
  }
  return beste;
}

/** As much as fits on each line; undefined when a single word does not fit and may not be broken. */
function vul(
  tekst: string,
  breedte: number,
  maat: (stuk: string) => number,
  breek: boolean,
): string[] | undefined {
  const regels: string[] = [];
  let regel = '';
  for (const woord of tekst.split(' ')) {
    const langer = regel === '' ? woord : `${regel} ${woord}`;
    if (maat(langer) <= breedte) {
      regel = langer;
      continue;
    }
    if (regel !== '') regels.push(`${regel} `);
    const stukken = maat(woord) <= breedte ? [woord] : breek ? gebroken(woord, breedte, maat) : undefined;
    if (!stukken) return undefined;
    regels.push(...stukken.slice(0, -1));
    regel = stukken.at(-1)!;
  }
  return [...regels, regel];
}

const letters = new Intl.Segmenter('nl', { granularity: 'grapheme' });

/** A word in pieces, never between a letter and what stands on it. */
function gebroken(woord: string, breedte: number, maat: (stuk: string) => number): string[] {
  const stukken: string[] = [];
  let stuk = '';
  for (const { segment } of letters.segment(woord)) {
    if (stuk !== '' && maat(stuk + segment) > breedte) {
      stukken.push(stuk);
      stuk = '';
    }
    stuk += segment;
  }
  return [...stukken, stuk];
}
