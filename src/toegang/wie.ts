import type { Rol } from './gebruiker-rol.entity.js';

/** Who is doing something: from the session, the API key, or the planner itself. */
export type Wie =
  | { soort: 'anoniem' }
  | { soort: 'persoon'; id: string; naam: string; email: string }
  | {
      soort: 'gebruiker';
      id: string;
      naam: string;
      /** In which of their roles they act; null when none of them holds today. */
      rol: Rol | null;
      bestuurId: string | null;
      /** Of a schoolleider. */
      schoolIds?: readonly string[];
      /** Gebruikers whose deputy they are in this role. */
      waarneemtVoor?: readonly string[];
    }
  | { soort: 'sleutel'; id: string; naam: string; bestuurId: string | null; bevoegdheden: string[] }
  | { soort: 'systeem' };

export const systeem: Wie = { soort: 'systeem' };
export const anoniem: Wie = { soort: 'anoniem' };

/** The bestuur someone acts for; nobody else's data may be shown to them. */
export function bestuurVan(wie: Wie): string | null {
  return wie.soort === 'gebruiker' || wie.soort === 'sleutel' ? wie.bestuurId : null;
}

/** Whose bijeenkomsten somebody gives as trainer: the own ones, and those of whom they take the place. */
export const trainersVan = (wie: Wie & { soort: 'gebruiker' }): string[] => [
  wie.id,
  ...(wie.waarneemtVoor ?? []),
];

/** Acts for the academie itself: the coördinator, a key of the academie, or the planner. */
export function isAcademie(wie: Wie): boolean {
  if (wie.soort === 'gebruiker') return wie.rol === 'coordinator';
  return wie.soort === 'systeem' || (wie.soort === 'sleutel' && wie.bestuurId === null);
}
