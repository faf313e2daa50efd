import fs from 'node:fs/promises';
import path from 'node:path';
import { leesAlsAanwezig } from './bestanden.js';
import { isWerkmapVan, kenmerkVan, opdrachtregelVan } from './processen.js';

/** A living server, as it describes itself in `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  poort: number;
  /** `starting`, `ready`, `stopping`; empty while the file is still being written. */
  stand: string;
}

/**
 * The server that runs on this data directory, or undefined. A `postmaster.pid` of a dead one may name a pid that
 * another process has by now, so the process itself is asked which data directory it serves.
 */
export async function vindPostmaster(dataMap: string): Promise<Postmaster | undefined> {
  const tekst = (await leesAlsAanwezig(pidBestand(dataMap))) ?? '';
  // Its lines: pid, data directory, start time, port, socket directory, address, shared memory, state.
  const regels = tekst.split('\n').map((regel) => regel.trim());
  const pid = Number(regels[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !(await isPostgresVan(pid, dataMap))) return undefined;
  return { pid, poort: Number(regels[3] ?? 0), stand: regels[7] ?? '' };
}

/**
 * Removes the file of a dead server. PostgreSQL does so itself, except when the pid belongs to a living process of
 * the same account; then it refuses to start. Processes of the old server that still hold its memory stop a new one
 * also without this file.
 */
export async function ruimPidBestand(dataMap: string): Promise<void> {
  await fs.rm(pidBestand(dataMap), { force: true });
}

async function isPostgresVan(pid: number, dataMap: string): Promise<boolean> {
  if ((await kenmerkVan(pid)) === undefined) return false;
  const regel = await opdrachtregelVan(pid);
  if (!regel.includes('postgres -D ')) return false;
  // The working directory of a server is its data directory, also when that was moved under it.
  return (await isWerkmapVan(pid, dataMap)) ?? `${regel} `.includes(` -D ${dataMap} `);
}

function pidBestand(dataMap: string): string {
  return path.join(dataMap, 'postmaster.pid');
}
