import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import { EmbeddedPostgresError } from './embedded-error.js';

/** The account PostgreSQL runs under when we are root, which it refuses to run as. */
export interface Account {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root; anyone else runs it as themselves. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** An existing account without rights: initdb refuses a uid that is not in the account list, and we add no accounts. */
export async function unprivilegedAccount(): Promise<Account> {
  const lines = (await fs.readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line[0] === name && Number(line[2]) > 0);
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new EmbeddedPostgresError(
    'PostgreSQL weigert als root te draaien en dit systeem heeft geen account "nobody" of "postgres"; maak er een aan of start als gewone gebruiker.',
  );
}

/** Whether that account can reach the folder and write in it; asked of the system itself, which knows all its rules. */
export async function canWriteIn(account: Account, folder: string): Promise<boolean> {
  try {
    const child = spawn('/bin/sh', ['-c', 'cd -- "$1" && [ -w . ]', 'sh', folder], {
      ...account,
      cwd: '/',
      stdio: 'ignore',
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code === 0;
  } catch (error) {
    // A container may have a root that has lost the right to become somebody else.
    throw new EmbeddedPostgresError(
      'PostgreSQL weigert als root te draaien en dit proces mag geen ander account gebruiken; start als gewone gebruiker of zet DATABASE_URL.',
      { cause: error },
    );
  }
}
