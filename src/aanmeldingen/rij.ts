import { In, Not, type EntityManager } from 'typeorm';
import { Aanmelding } from './aanmelding.entity.js';
import { alAangemeld } from './aanmeldingen.errors.js';

/** The rank behind everybody who stands in line, with the cohort locked. */
export async function volgendeRang(m: EntityManager, cohortId: string): Promise<number> {
  const [row] = await m.query<{ rang: number }[]>(
    'SELECT coalesce(max(wachtlijst_rang), 0) + 1 AS rang FROM aanmelding WHERE cohort_id = $1',
    [cohortId],
  );
  return row!.rang;
}

/** @throws DomainError `al-aangemeld` when the same person has another active aanmelding in this cohort. */
export async function controleerNietActief(m: EntityManager, a: Aanmelding): Promise<void> {
  const andere = await m.existsBy(Aanmelding, {
    cohortId: a.cohortId,
    persoonId: a.persoonId,
    id: Not(a.id),
    status: In(['voorlopig', 'geplaatst', 'wachtlijst', 'voltooid', 'niet-voltooid']),
  });
  if (andere) throw alAangemeld();
}
