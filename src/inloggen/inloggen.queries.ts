import type { EntityManager } from 'typeorm';
import { addressKey } from '../platform/text/address.js';
import { Persoon } from '../toegang/persoon.entity.js';

/**
 * Whose address this is. That of a merged record leads to the person it became part of; mail for it goes to the address
 * of that person: the other one may have been typed wrong, and be somebody else's.
 */
export async function persoonMetAdres(m: EntityManager, email: string): Promise<Persoon | null> {
  const gevonden = await m.findOneBy(Persoon, { emailNorm: addressKey(email) });
  if (!gevonden?.samengevoegdMetId) return gevonden;
  return m.findOneBy(Persoon, { id: gevonden.samengevoegdMetId });
}
