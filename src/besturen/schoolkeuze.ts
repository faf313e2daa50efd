import type { EntityManager } from 'typeorm';
import { bestuurVan, type Wie } from '../toegang/wie.js';
import type { DomainError } from '../platform/errors/domain-error.js';
import { anderBestuur, schoolGesloten, schoolOnbekend } from './besturen.errors.js';
import { School } from './school.entity.js';

/** A vestigingscode as it is stored; null for who filled in none. */
export const vestigingscodeVan = (getypt: string | null | undefined): string | null =>
  getypt?.trim().toUpperCase() || null;

/**
 * A step: the school that somebody filled in, null for none.
 * @throws DomainError `school-onbekend`.
 */
export async function schoolMet(m: EntityManager, getypt: string | null | undefined): Promise<School | null> {
  const vestigingscode = vestigingscodeVan(getypt);
  if (vestigingscode === null) return null;
  const school = await m.findOneBy(School, { vestigingscode });
  if (!school) throw schoolOnbekend();
  return school;
}

/**
 * Why this person cannot fill in this school, if so.
 * @param ookGesloten who enters what was already so, may choose a school that closed since.
 */
export function schoolweigering(wie: Wie, school: School | null, ookGesloten: boolean): DomainError | null {
  if (school?.geslotenOp && !ookGesloten) return schoolGesloten();
  const eigen = bestuurVan(wie);
  return eigen && school?.bestuurId !== eigen ? anderBestuur() : null;
}
