import { execFile } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { bestaat } from './bestanden.js';
import { IngebouwdePostgresFout } from './fout.js';
import { Gebruiker } from './gebruiker.js';
import { Plaats } from './plaats.js';
import { PROGRAMMA_OMGEVING, Programma } from './programma.js';

const voerUit = promisify(execFile);
const HALF = '.nieuw-';

/** The superuser of the embedded server, and the one the application logs in as. */
export const ROL = 'academie';

/** Only initdb that ran to its end leaves both files; without them there is nothing to start. */
export async function isVolledig(dataMap: string): Promise<boolean> {
  const delen = await Promise.all(
    ['PG_VERSION', 'global/pg_control'].map((deel) => bestaat(path.join(dataMap, deel))),
  );
  return delen.every(Boolean);
}

export async function controleerVersie(dataMap: string, programma: Programma): Promise<void> {
  const versie = (await fs.readFile(path.join(dataMap, 'PG_VERSION'), 'utf8')).trim();
  if (versie === programma.hoofdversie) return;
  throw new IngebouwdePostgresFout(
    `De databasemap ${dataMap} is van PostgreSQL ${versie} en dit is PostgreSQL ${programma.hoofdversie}; er is niets gewijzigd: installeer de oude versie, of zet de gegevens over met pg_dump.`,
  );
}

/** Moves what cannot be a data directory to another name; it is kept, as it may hold what somebody misses. */
export async function zetOnvolledigeApart(dataMap: string, meld: (zin: string) => void): Promise<void> {
  if (!(await bestaat(dataMap)) || (await isVolledig(dataMap))) return;
  const apart = `${dataMap}.onvolledig-${crypto.randomBytes(4).toString('hex')}`;
  await fs.rename(dataMap, apart);
  meld(
    `De databasemap ${dataMap} was onvolledig en staat nu in ${apart}; er wordt een nieuwe, lege database gemaakt.`,
  );
}

/**
 * Makes the data directory in a temporary one beside it and gives it its name when it is complete, so that whoever is
 * killed halfway never leaves a data directory that looks real.
 */
export async function maakDatamap(
  { dataMap, gebruiker }: Plaats,
  programma: Programma,
  opties: { wachtwoord: string; duurzaam: boolean },
): Promise<void> {
  await ruimHalveDatamappen(dataMap);
  const half = `${dataMap}${HALF}${crypto.randomBytes(4).toString('hex')}`;
  const wachtwoordBestand = `${half}.wachtwoord`;
  try {
    await fs.mkdir(half, { mode: 0o700 });
    await fs.writeFile(wachtwoordBestand, opties.wachtwoord, { mode: 0o600 });
    await geefAan(gebruiker, half, wachtwoordBestand);
    await draaiInitdb(programma, half, wachtwoordBestand, { gebruiker, duurzaam: opties.duurzaam });
    await fs.rename(half, dataMap);
  } finally {
    await ruimHalveDatamappen(dataMap);
  }
}

async function draaiInitdb(
  programma: Programma,
  map: string,
  wachtwoordBestand: string,
  { gebruiker, duurzaam }: { gebruiker?: Gebruiker; duurzaam: boolean },
): Promise<void> {
  const vlaggen = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=nl-NL'];
  vlaggen.push(
    `--pgdata=${map}`,
    `--username=${ROL}`,
    '--auth=scram-sha-256',
    `--pwfile=${wachtwoordBestand}`,
  );
  if (!duurzaam) vlaggen.push('--no-sync');
  try {
    await voerUit(programma.initdb, vlaggen, { ...gebruiker, cwd: '/', env: PROGRAMMA_OMGEVING });
  } catch (fout) {
    const { stderr = '', code } = fout as { stderr?: string; code?: unknown };
    const reden =
      /(?:error|FATAL|PANIC): +(.*)/.exec(stderr)?.[1] ?? (stderr.trim().split('\n')[0] || String(code));
    throw new IngebouwdePostgresFout(
      `Het aanmaken van de ingebouwde database in ${path.dirname(map)} is mislukt (${reden}); zie je niet waarom, zet dan DATABASE_URL.`,
      { cause: fout },
    );
  }
}

async function ruimHalveDatamappen(dataMap: string): Promise<void> {
  const basis = path.dirname(dataMap);
  const begin = `${path.basename(dataMap)}${HALF}`;
  for (const naam of await fs.readdir(basis)) {
    // Retries, because an initdb whose parent was killed may still be writing in it.
    if (naam.startsWith(begin))
      await fs.rm(path.join(basis, naam), { recursive: true, force: true, maxRetries: 10 });
  }
}

async function geefAan(gebruiker: Gebruiker | undefined, ...paden: string[]): Promise<void> {
  if (gebruiker) await Promise.all(paden.map((pad) => fs.chown(pad, gebruiker.uid, gebruiker.gid)));
}
