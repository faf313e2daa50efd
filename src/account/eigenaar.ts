import type { Wie } from '../toegang/wie.js';
import type { Sessiehouder } from '../toegang/sessies.queries.js';
import { alleenMedewerkers, sessieVoorbij } from './account.errors.js';
import type { AcademieRequest } from '../toegang/rechten.js';

/** A gebruiker at the own account, in this browser. */
export interface Eigenaar {
  wie: Wie;
  gebruikerId: string;
  /** The key of this browser. */
  sleutel: string;
  /** As this browser describes itself. */
  apparaat: string | undefined;
}

/** Also of who acts as deelnemer. @throws for a deelnemer who has no account to log in to with a password. */
export function eigenaarVan({ wie, bezoeker, sessiesleutel, headers }: AcademieRequest): Eigenaar {
  if (!wie || !bezoeker?.gebruikerId || !sessiesleutel) throw alleenMedewerkers();
  return {
    wie,
    gebruikerId: bezoeker.gebruikerId,
    sleutel: sessiesleutel,
    apparaat: headers['user-agent'],
  };
}

/** Whose sessions this browser may see and end. */
export function houderVan({ wie, bezoeker }: AcademieRequest): Sessiehouder {
  if (bezoeker?.gebruikerId) return { gebruikerId: bezoeker.gebruikerId };
  if (wie?.soort === 'persoon') return { persoonId: wie.id };
  throw sessieVoorbij();
}
