import { bestuurVan, isAcademie, type Wie } from '../toegang/wie.js';
import { normaliseerEmail } from '../personen/personen.rules.js';
import type { MeldAanDto } from './aanmeldingen.dto.js';

/** What someone fills in to enrol; addresses and codes as typed, shapes already checked. */
export type Verzoek = MeldAanDto;

export interface Aanvraag {
  verzoek: Verzoek;
  wie: Wie;
  /** Where the request comes from, see `originOf`; left out by who vouches for the address. */
  herkomst?: string;
  /**
   * Whoever leads a bijeenkomst says that this person stands in the room. The window may have passed and the address is
   * taken as told; the capacity and the akkoord of a bestuur hold as always. Only `InloopService` says this.
   */
  inDeZaal?: true;
}

/** Whether the address needs no confirmation: staff, systems, and someone who logged in through that very mailbox. */
export function adresIsBevestigd({ verzoek, wie, inDeZaal }: Aanvraag): boolean {
  if (inDeZaal) return true;
  if (wie.soort === 'persoon') return normaliseerEmail(wie.email) === normaliseerEmail(verzoek.email);
  return staatErvoorIn(wie);
}

/** The academie, and a bestuur for its own people, with a key or in a session: their word on an address will do. */
export const staatErvoorIn = (wie: Wie): boolean => isAcademie(wie) || bestuurVan(wie) !== null;
