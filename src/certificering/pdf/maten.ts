import { onafdrukbaar, type Letter } from './lettertypen.js';

/** Where things stand on the sheet, in points from the top left. */
export const MIDDEN = 595.28 / 2;
export const LINKS = 80;
export const RECHTS = 595.28 - LINKS;
export const BREED = RECHTS - LINKS;

/** The serif, or for a character that only the other one has, the other one for the whole text. */
export const letterVoor = (tekst: string, letter: Letter): Letter =>
  onafdrukbaar(tekst, [letter]).length === 0 ? letter : letter === 'titel' ? 'label' : 'feit';
