import type { DataSource, EntityManager } from 'typeorm';
import { invarianten } from './invarianten.rules.js';

/** One record that breaks an invariant. Ids only: this is read by whoever runs the server. */
export interface Bevinding {
  invariant: string;
  zin: string;
  id: string;
}

/** The findings about one invariant. */
export interface Oordeel {
  invariant: string;
  zin: string;
  /** Over how many records it was checked. */
  bekeken: number;
  bevindingen: Bevinding[];
}

/** Two runs of task `wachtlijst`: what the planner should have done before that, it has not done. */
const SPELING_MS = 2 * 60_000;
/** Since when the planner has been here. */
export const vorigeBeurt = (nu: Date): Date => new Date(nu.getTime() - SPELING_MS);

/** Checks every invariant on one and the same moment of the database, and changes nothing. */
export async function beoordeel(dataSource: DataSource, nu: Date): Promise<Oordeel[]> {
  return dataSource.transaction('REPEATABLE READ', async (m) => {
    await m.query('SET TRANSACTION READ ONLY');
    const bevindingen = await zoek(m, nu);
    const tellingen = await tel(m);
    return invarianten.map(({ code, zin }, i) => ({
      invariant: code,
      zin,
      bekeken: tellingen[i]!,
      bevindingen: bevindingen.filter(({ invariant }) => invariant === code),
    }));
  });
}

/** The records that break an invariant as of `nu`; none when all hold. */
export function controleer(dataSource: DataSource, nu: Date): Promise<Bevinding[]> {
  return zoek(dataSource.manager, nu);
}

/** One statement, so that all of it is about one moment. */
async function zoek(m: EntityManager, nu: Date): Promise<Bevinding[]> {
  const delen = invarianten.map(
    ({ sql }, i) => `SELECT ${i} AS i, breuk.id::text AS id FROM (${sql}) AS breuk`,
  );
  const rows = await m.query<{ i: number; id: string }[]>(
    `WITH moment AS (SELECT $1::timestamptz AS nu, $2::timestamptz AS vorige_beurt)
     ${delen.join('\nUNION ALL\n')} ORDER BY i, id`,
    [nu, vorigeBeurt(nu)],
  );
  return rows.map(({ i, id }) => {
    const { code, zin } = invarianten[i]!;
    return { invariant: code, zin, id };
  });
}

/** How many records each invariant is about, in their order. */
async function tel(m: EntityManager): Promise<number[]> {
  const delen = invarianten.map(({ van }, i) => `SELECT ${i} AS i, count(*)::integer AS n FROM ${van}`);
  const rows = await m.query<{ n: number }[]>(`${delen.join('\nUNION ALL\n')} ORDER BY i`);
  return rows.map(({ n }) => n);
}
