import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { identityOf } from './processes.js';

/*
 * The register of who uses the server: one file per user in `gebruikers/`, named after its process and holding what
 * identifies that process. Whoever was killed stays in it until the next one looks, and does not count.
 * Call these only while holding the start lock.
 */

/** Enters this process; the answer is the name to sign off with. */
export async function join(folder: string): Promise<string> {
  const name = `${process.pid}-${crypto.randomBytes(4).toString('hex')}`;
  await fs.mkdir(register(folder), { recursive: true });
  await fs.writeFile(path.join(register(folder), name), (await identityOf(process.pid)) ?? '');
  return name;
}

export async function leave(folder: string, name: string): Promise<void> {
  await fs.rm(path.join(register(folder), name), { force: true });
}

/** Whether a living process uses the server; strikes the dead ones off. */
export async function hasParticipants(folder: string): Promise<boolean> {
  let alive = false;
  for (const name of await fs.readdir(register(folder)).catch(() => [])) {
    if (await isAlive(folder, name)) alive = true;
    else await leave(folder, name);
  }
  return alive;
}

async function isAlive(folder: string, name: string): Promise<boolean> {
  const identity = await fs.readFile(path.join(register(folder), name), 'utf8').catch(() => '');
  return identity !== '' && (await identityOf(Number.parseInt(name, 10))) === identity;
}

function register(folder: string): string {
  return path.join(folder, 'gebruikers');
}
