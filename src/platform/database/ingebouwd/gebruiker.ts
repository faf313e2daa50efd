import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import { IngebouwdePostgresFout } from './fout.js';

/** The account PostgreSQL runs under when we are root, which it refuses to run as. */
export interface Gebruiker {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root; anyone else runs it as themselves. */
export function zijnRoot(): boolean {
  return process.getuid?.() === 0;
}

/** An existing account without rights: initdb refuses a uid that is not in the account list, and we add no accounts. */
export async function onbevoegdeGebruiker(): Promise<Gebruiker> {
  const regels = (await fs.readFile('/etc/passwd', 'utf8')).split('\n').map((regel) => regel.split(':'));
  for (const naam of ['postgres', 'nobody']) {
    const velden = regels.find((regel) => regel[0] === naam && Number(regel[2]) > 0);
    if (velden) return { uid: Number(velden[2]), gid: Number(velden[3]) };
  }
  throw new IngebouwdePostgresFout(
    'PostgreSQL weigert als root te draaien en dit systeem heeft geen account "nobody" of "postgres"; maak er een aan of start als gewone gebruiker.',
  );
}

/** Whether that account can reach the folder and write in it; asked of the system itself, which knows all its rules. */
export async function kanSchrijvenIn(gebruiker: Gebruiker, map: string): Promise<boolean> {
  try {
    const kind = spawn('/bin/sh', ['-c', 'cd -- "$1" && [ -w . ]', 'sh', map], {
      ...gebruiker,
      cwd: '/',
      stdio: 'ignore',
    });
    const [code] = (await once(kind, 'exit')) as [number | null];
    return code === 0;
  } catch (fout) {
    // A container may have a root that has lost the right to become somebody else.
    throw new IngebouwdePostgresFout(
      'PostgreSQL weigert als root te draaien en dit proces mag geen ander account gebruiken; start als gewone gebruiker of zet DATABASE_URL.',
      { cause: fout },
    );
  }
}
