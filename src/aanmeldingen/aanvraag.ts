import type { Wie } from '../audit/wie.js';
import { normaliseerEmail } from '../personen/personen.rules.js';

/** What someone fills in to enrol; addresses and codes as typed, shapes already checked. */
export interface Verzoek {
  voornaam: string;
  tussenvoegsel?: string | null;
  achternaam: string;
  email: string;
  vestigingscode?: string | null;
  functie: string;
  opmerking?: string | null;
  externeReferentie?: string | null;
}

export interface Aanvraag {
  verzoek: Verzoek;
  wie: Wie;
  /**
   * Whoever leads a bijeenkomst says that this person stands in the room. The window may have passed and the address is
   * taken as told; the capacity and the akkoord of a bestuur hold as always. Only `InloopService` says this.
   */
  inDeZaal?: true;
}

/** Acts for the academie itself: the coördinator, a key of the academie, or the planner. */
export function isAcademie(wie: Wie): boolean {
  if (wie.soort === 'gebruiker') return wie.rol === 'coordinator';
  return wie.soort === 'systeem' || (wie.soort === 'sleutel' && wie.bestuurId === null);
}

/** Whether the address needs no confirmation: staff, systems, and someone who logged in through that very mailbox. */
export function adresIsBevestigd({ verzoek, wie, inDeZaal }: Aanvraag): boolean {
  if (inDeZaal) return true;
  if (wie.soort === 'persoon') return normaliseerEmail(wie.email) === normaliseerEmail(verzoek.email);
  return isAcademie(wie) || wie.soort === 'sleutel';
}
