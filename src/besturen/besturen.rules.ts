import { fold } from '../platform/text/fold.js';
import type { Bestuur } from './bestuur.entity.js';

/** The fields by which people call a bestuur. */
export type Herkenbaar = Pick<Bestuur, 'nummer' | 'code' | 'naam' | 'aliassen'>;

/** Names are compared without capitals, accents, spaces and marks: "PCOU/Willibrord" is "Pcou Willibrord". */
export function zoeksleutel(naam: string): string {
  return fold(naam).replace(/[^a-z0-9]/g, '');
}

/** What people typed is one text however it is written: this is SQL for the key of it. @param kolom holds the text. */
export const tekstsleutel = (kolom: string): string =>
  `btrim(regexp_replace(vouw(${kolom}), '\\s+', ' ', 'g'))`;

/** How a bestuur without a name is shown, until somebody names it. */
export function bestuursnaam(bestuur: Pick<Bestuur, 'naam' | 'nummer'>): string {
  return bestuur.naam ?? `Bestuur ${bestuur.nummer ?? 'zonder naam'}`;
}

/**
 * The bestuur that is meant by a number, code, name or alias. The more certain comes first, so that an alias of one
 * bestuur never hides the name of another.
 */
export function vindBestuurIn<T extends Herkenbaar>(besturen: readonly T[], tekst: string): T | undefined {
  const gezocht = zoeksleutel(tekst);
  if (gezocht === '') return undefined;
  const is = (naam: string | null): boolean => naam !== null && zoeksleutel(naam) === gezocht;
  return (
    besturen.find((b) => is(b.nummer)) ??
    besturen.find((b) => is(b.code)) ??
    besturen.find((b) => is(b.naam)) ??
    besturen.find((b) => b.aliassen.some(is))
  );
}

/** The names that are new to a bestuur, as aliases; the order of what it has stays. */
export function metAliassen(
  bestuur: Pick<Herkenbaar, 'naam' | 'aliassen'>,
  erbij: readonly string[],
): string[] {
  const bekend = new Set([bestuur.naam ?? '', ...bestuur.aliassen].map(zoeksleutel));
  const nieuw = erbij.filter((naam) => {
    const sleutel = zoeksleutel(naam);
    return sleutel !== '' && !bekend.has(sleutel) && bekend.add(sleutel);
  });
  return [...bestuur.aliassen, ...nieuw];
}

/** What is known of a board number with good confidence; DUO's files of schools have numbers without names. */
export const bekendeBesturen: readonly Herkenbaar[] = [
  { nummer: '41400', code: 'SPO', naam: 'SPO Utrecht', aliassen: ['SPO', 'SPOU'] },
  { nummer: '77195', code: 'KSU', naam: 'KSU', aliassen: ['Katholieke Scholenstichting Utrecht'] },
  { nummer: '62662', code: 'PCOU', naam: 'PCOU Willibrord', aliassen: ['PCOU', 'Willibrord'] },
];
