import fs from 'node:fs/promises';
import path from 'node:path';
import { Account, canWriteIn, isRoot, unprivilegedAccount } from './account.js';
import { EmbeddedPostgresError } from './embedded-error.js';
import { exists, readIfPresent } from './files.js';

/** Where the data directory is or will be, and as whom the server runs (absent: as ourselves). */
export interface Location {
  dataFolder: string;
  account?: Account;
}

/** The data lies in `<folder>/postgres`, unless we are root and PostgreSQL's account cannot get there. */
export async function determineLocation(folder: string): Promise<Location> {
  const base = await baseOf(folder);
  const dataFolder = path.join(base, 'postgres');
  if (!isRoot()) return { dataFolder };
  if (await exists(dataFolder)) return locationOfExisting(dataFolder, base);
  return base === folder ? chooseNewLocation(folder) : { dataFolder, account: await unprivilegedAccount() };
}

/** The folder that holds the data directory and its temporary ones, as far as was decided at an earlier start. */
export async function baseOf(folder: string): Promise<string> {
  return (isRoot() && (await readPointer(folder))) || folder;
}

async function chooseNewLocation(folder: string): Promise<Location> {
  const account = await unprivilegedAccount();
  if (await canOwnFolderIn(account, folder)) return { dataFolder: path.join(folder, 'postgres'), account };
  const elsewhere = await fs.mkdtemp(path.join(await makeSystemFolder(), 'gegevens-'));
  await fs.chmod(elsewhere, 0o755);
  await writePointer(folder, elsewhere);
  return { dataFolder: path.join(elsewhere, 'postgres'), account };
}

/** Data that exists keeps its owner: it may date from before we were root, or from another choice of account. */
async function locationOfExisting(dataFolder: string, base: string): Promise<Location> {
  const { uid, gid } = await fs.stat(dataFolder);
  if (uid === 0) {
    throw new EmbeddedPostgresError(
      `De databasemap ${dataFolder} is van root, en PostgreSQL weigert als root te draaien; geef haar aan een ander account, bijvoorbeeld met: chown -R nobody ${dataFolder}`,
    );
  }
  if (!(await canWriteIn({ uid, gid }, dataFolder))) {
    throw new EmbeddedPostgresError(
      `De databasemap ${dataFolder} is van account ${uid}, maar dat kan er niet bij; geef de mappen boven ${base} het recht x of start als dat account.`,
    );
  }
  return { dataFolder, account: { uid, gid } };
}

/** Tries it with a folder of its own, since a disk may also refuse to give a file away. */
async function canOwnFolderIn(account: Account, folder: string): Promise<boolean> {
  const probe = path.join(folder, 'proef');
  try {
    await fs.mkdir(probe, { recursive: true });
    const given = await fs.chown(probe, account.uid, account.gid).then(
      () => true,
      () => false,
    );
    return (await canWriteIn(account, probe)) && given;
  } finally {
    await fs.rmdir(probe);
  }
}

const POINTER = 'GEGEVENS-STAAN-ELDERS.txt';
const ORIGIN = 'hoort-bij.txt';

/**
 * The place outside `folder` that holds its data, if there is one. A clone that was moved takes its data along; a clone
 * that was copied does not share them with the original, since two servers cannot run on one data directory.
 */
async function readPointer(folder: string): Promise<string | undefined> {
  const text = (await readIfPresent(path.join(folder, POINTER))) ?? '';
  const elsewhere = /^gegevens=(.+)$/m.exec(text)?.[1];
  if (!elsewhere) return undefined;
  const owner = await readIfPresent(path.join(elsewhere, ORIGIN));
  if (owner === undefined) return undefined;
  if (owner.trim() !== folder) {
    if (await exists(owner.trim())) return undefined;
    await writePointer(folder, elsewhere);
  }
  return elsewhere;
}

async function writePointer(folder: string, elsewhere: string): Promise<void> {
  await fs.writeFile(path.join(elsewhere, ORIGIN), `${folder}\n`);
  await fs.writeFile(path.join(folder, POINTER), explanation(elsewhere));
}

function explanation(elsewhere: string): string {
  return `De ingebouwde database is als root gestart. PostgreSQL weigert als root te draaien en draait daarom onder een
account zonder rechten, dat niet in deze map kan komen. De gegevens staan daarom hier:

gegevens=${elsewhere}

Wil je de database echt weggooien, verwijder dan die map én deze map. Bewaar anders dit bestand.
`;
}

/** Only root uses it: a place that an account without rights can reach when the clone itself lies out of its reach. */
export const SYSTEM_FOLDER = '/var/lib/utrecht-leert-academie';

export async function makeSystemFolder(): Promise<string> {
  await fs.mkdir(SYSTEM_FOLDER, { recursive: true });
  // mkdir obeys the umask, which may be strict.
  await fs.chmod(SYSTEM_FOLDER, 0o755);
  return SYSTEM_FOLDER;
}
