import { bestuurVan, isAcademie, type Wie } from '../toegang/wie.js';
import type { Aanmelding } from './aanmelding.entity.js';

/** The part that someone plays for an aanmelding. */
export type RolBij = 'deelnemer' | 'bestuur' | 'academie' | 'geen';

/** Who may do what to one aanmelding, for themselves or for somebody else. */
export const wieMag = {
  bevestigEmail: ['deelnemer', 'academie'],
  accepteerAanbod: ['deelnemer', 'academie'],
  wijsAanbodAf: ['deelnemer', 'academie'],
  annuleer: ['deelnemer', 'bestuur', 'academie'],
  herleef: ['deelnemer', 'academie'],
  geefAkkoord: ['bestuur', 'academie'],
  wijsAf: ['bestuur', 'academie'],
} as const satisfies Record<string, readonly RolBij[]>;
export type Daad = keyof typeof wieMag;
/** As what somebody does this. */
export type Als<D extends Daad> = (typeof wieMag)[D][number];

/** As what this person may do it; undefined for who may not. */
export function rolVoor<D extends Daad>(
  daad: D,
  wie: Wie,
  a: Parameters<typeof rolBij>[1],
): Als<D> | undefined {
  const rol = rolBij(wie, a);
  return wieMag[daad].find((eigen): eigen is Als<D> => eigen === rol);
}

/** A bestuur has nothing to do with what its owner has not confirmed: a stranger may have filled it in. */
export function rolBij(wie: Wie, a: Pick<Aanmelding, 'persoonId' | 'bestuurId' | 'adresBevestigd'>): RolBij {
  if (isEigenaar(wie, a)) return 'deelnemer';
  if (isAcademie(wie)) return 'academie';
  const eigen = bestuurVan(wie);
  return eigen !== null && eigen === a.bestuurId && a.adresBevestigd ? 'bestuur' : 'geen';
}

export const isEigenaar = (wie: Wie, a: Pick<Aanmelding, 'persoonId'>): boolean =>
  wie.soort === 'persoon' && wie.id === a.persoonId;
