import type { DataSource, EntityManager } from 'typeorm';
import { invarianten, type Invariant } from './invarianten.js';

/** One record that breaks an invariant. Ids only: this is read by whoever runs the server. */
export interface Bevinding {
  invariant: string;
  zin: string;
  id: string;
}

/** What was found about one invariant. */
export interface Oordeel {
  invariant: string;
  zin: string;
  /** Over how many records it was checked. */
  bekeken: number;
  bevindingen: Bevinding[];
}

/** Two runs of task `wachtlijst`: what the planner should have done before that, it has not done. */
const SPELING_MS = 2 * 60_000;

/** Checks every invariant on one and the same moment of the database, and changes nothing. */
export async function beoordeel(dataSource: DataSource, nu: Date): Promise<Oordeel[]> {
  return dataSource.transaction('REPEATABLE READ', async (m) => {
    await m.query('SET TRANSACTION READ ONLY');
    const oordelen: Oordeel[] = [];
    for (const invariant of invarianten) oordelen.push(await toets(m, invariant, nu));
    return oordelen;
  });
}

/** The records that break an invariant as of `nu`; none when all hold. */
export async function controleer(dataSource: DataSource, nu: Date): Promise<Bevinding[]> {
  return (await beoordeel(dataSource, nu)).flatMap(({ bevindingen }) => bevindingen);
}

async function toets(m: EntityManager, { code, zin, van, sql }: Invariant, nu: Date): Promise<Oordeel> {
  const [telling] = await m.query<{ n: string }[]>(`SELECT count(*) AS n FROM ${van}`);
  const rows = await m.query<{ id: string }[]>(
    `WITH moment AS (SELECT $1::timestamptz AS nu, $2::timestamptz AS vorige_beurt)
     SELECT breuk.id FROM (${sql}) AS breuk ORDER BY breuk.id`,
    [nu, new Date(nu.getTime() - SPELING_MS)],
  );
  const bevindingen = rows.map(({ id }) => ({ invariant: code, zin, id }));
  return { invariant: code, zin, bekeken: Number(telling!.n), bevindingen };
}
