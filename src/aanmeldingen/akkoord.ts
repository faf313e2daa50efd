import type { EntityManager } from 'typeorm';
import type { Aanmelding } from './aanmelding.entity.js';

/**
 * Whether the akkoord of the bestuur had not come when this aanmelding last ran out. Only the audit remembers: a
 * verlopen aanmelding itself waits for nothing.
 */
export async function misteAkkoord(m: EntityManager, a: Aanmelding): Promise<boolean> {
  const [row] = await m.query<{ akkoord: boolean }[]>(
    `SELECT gegevens->'wachtteOp' ? 'akkoord' AS akkoord FROM auditregel
      WHERE onderwerp_soort = 'aanmelding' AND onderwerp_id = $1 AND code = 'aanmelding.verlopen'
      ORDER BY id DESC LIMIT 1`,
    [a.id],
  );
  return row?.akkoord ?? false;
}
