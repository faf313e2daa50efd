import type { FastifyReply } from 'fastify';
import { mediatypen, type Formaat } from './formaat.js';

/**
 * Names the file for who saves it, and keeps it out of every cache.
 * @param delen what the list is of: codes and years, nothing else.
 * @param dag the day of today, `YYYY-MM-DD`.
 */
export function alsBestand(
  reply: FastifyReply,
  formaat: Formaat,
  delen: (string | null | undefined)[],
  dag: string,
  soort = 'deelnemerslijst',
): void {
  const naam = [soort, ...delen, dag].filter(Boolean).join('-').toLowerCase();
  const veilig = naam.replace(/[^a-z0-9-]+/g, '-');
  void reply
    .type(formaat === 'csv' ? `${mediatypen.csv}; charset=utf-8; header=present` : mediatypen[formaat])
    .header('content-disposition', `attachment; filename="${veilig}.${formaat}"`)
    .header('cache-control', 'no-store');
}
