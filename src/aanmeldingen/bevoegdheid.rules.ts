import { bestuurVan, isAcademie, type Wie } from '../toegang/wie.js';
import type { Aanmelding } from './aanmelding.entity.js';

/** What someone is to an aanmelding. */
export type RolBij = 'deelnemer' | 'bestuur' | 'academie' | 'geen';

export const isEigenaar = (wie: Wie, a: Pick<Aanmelding, 'persoonId'>): boolean =>
  wie.soort === 'persoon' && wie.id === a.persoonId;

/** A bestuur has nothing to do with what its owner has not confirmed: a stranger may have filled it in. */
export function rolBij(wie: Wie, a: Pick<Aanmelding, 'persoonId' | 'bestuurId' | 'adresBevestigd'>): RolBij {
  if (isEigenaar(wie, a)) return 'deelnemer';
  if (isAcademie(wie)) return 'academie';
  const eigen = bestuurVan(wie);
  return eigen !== null && eigen === a.bestuurId && a.adresBevestigd ? 'bestuur' : 'geen';
}
