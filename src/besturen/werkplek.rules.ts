import { zoeksleutel } from './besturen.rules.js';
import type { Vindbaar } from './schoolnamen.rules.js';

/** The answer that stands for "not at one of these". */
export const GEEN_SCHOOL = 'geen';
const BESTUUR = 'bestuur:';

/** A school or a bestuur that somebody may mean: `waarde` is what a form sends for it. */
export interface Werkplekvoorstel {
  waarde: string;
  naam: string;
  /** What tells it from others of that name: the place and the bestuur of a school. */
  bij: string;
}

export const schoolvoorstel = (school: {
  vestigingscode: string;
  naam: string;
  plaats: string;
  bestuur: string | null;
}): Werkplekvoorstel => ({
  waarde: school.vestigingscode,
  naam: `${school.naam}, ${school.plaats}`,
  bij: school.bestuur ?? '',
});

export const bestuurvoorstel = ({ id, naam }: { id: string; naam: string }): Werkplekvoorstel => ({
  waarde: BESTUUR + id,
  naam,
  bij: 'het bestuur zelf, zonder school',
});

/** What a chosen value says of where somebody works; null for an empty one. */
export function leesKeuze(waarde: string): { vestigingscode: string } | { bestuur: string } | 'geen' | null {
  if (waarde === '') return null;
  if (waarde === GEEN_SCHOOL) return 'geen';
  return waarde.startsWith(BESTUUR) ? { bestuur: waarde.slice(BESTUUR.length) } : { vestigingscode: waarde };
}

/** Whether this is the whole name that somebody typed, with or without its place, or its code. */
export function heetZo({ naam, plaats, vestigingscode, aliassen = [] }: Vindbaar, getypt: string): boolean {
  const gezocht = zoeksleutel(getypt);
  return (
    gezocht !== '' &&
    [naam, naam + plaats, vestigingscode, ...aliassen].some((een) => zoeksleutel(een) === gezocht)
  );
}
