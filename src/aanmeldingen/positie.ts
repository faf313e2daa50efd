import type { EntityManager } from 'typeorm';
import type { Aanmelding } from './aanmelding.entity.js';

/** The position in line, 1..n without gaps; null for who is not in line. */
export async function positieVan(m: EntityManager, a: Aanmelding): Promise<number | null> {
  if (a.wachtlijstRang === null) return null;
  const [row] = await m.query<{ positie: number }[]>(
    'SELECT count(*)::integer AS positie FROM aanmelding WHERE cohort_id = $1 AND wachtlijst_rang <= $2',
    [a.cohortId, a.wachtlijstRang],
  );
  return row!.positie;
}
