import fs from 'node:fs/promises';
import path from 'node:path';
import { bestaat } from './bestanden.js';
import { IngebouwdePostgresFout } from './fout.js';
import { Gebruiker, kanSchrijvenIn, onbevoegdeGebruiker, zijnRoot } from './gebruiker.js';
import { maakSysteemMap } from './systeemmap.js';
import { leesVerwijzing, schrijfVerwijzing } from './verwijzing.js';

/** Where the data directory is or will be, and as whom the server runs (absent: as ourselves). */
export interface Plaats {
  dataMap: string;
  gebruiker?: Gebruiker;
}

/** The data lies in `<map>/postgres`, unless we are root and PostgreSQL's account cannot get there. */
export async function bepaalPlaats(map: string): Promise<Plaats> {
  const basis = await basisVan(map);
  const dataMap = path.join(basis, 'postgres');
  if (!zijnRoot()) return { dataMap };
  if (await bestaat(dataMap)) return plaatsVanBestaande(dataMap, basis);
  return basis === map ? kiesNieuwePlaats(map) : { dataMap, gebruiker: await onbevoegdeGebruiker() };
}

/** The folder that holds the data directory and its temporary ones, as far as was decided at an earlier start. */
export async function basisVan(map: string): Promise<string> {
  return (zijnRoot() && (await leesVerwijzing(map))) || map;
}

async function kiesNieuwePlaats(map: string): Promise<Plaats> {
  const gebruiker = await onbevoegdeGebruiker();
  if (await kanErEenMapHebben(gebruiker, map)) return { dataMap: path.join(map, 'postgres'), gebruiker };
  const elders = await fs.mkdtemp(path.join(await maakSysteemMap(), 'gegevens-'));
  await fs.chmod(elders, 0o755);
  await schrijfVerwijzing(map, elders);
  return { dataMap: path.join(elders, 'postgres'), gebruiker };
}

/** Data that exists keeps its owner: it may date from before we were root, or from another choice of account. */
async function plaatsVanBestaande(dataMap: string, basis: string): Promise<Plaats> {
  const { uid, gid } = await fs.stat(dataMap);
  if (uid === 0) {
    throw new IngebouwdePostgresFout(
      `De databasemap ${dataMap} is van root, en PostgreSQL weigert als root te draaien; geef haar aan een ander account, bijvoorbeeld met: chown -R nobody ${dataMap}`,
    );
  }
  if (!(await kanSchrijvenIn({ uid, gid }, dataMap))) {
    throw new IngebouwdePostgresFout(
      `De databasemap ${dataMap} is van account ${uid}, maar dat kan er niet bij; geef de mappen boven ${basis} het recht x of start als dat account.`,
    );
  }
  return { dataMap, gebruiker: { uid, gid } };
}

/** Tries it with a folder of its own, since a disk may also refuse to give a file away. */
async function kanErEenMapHebben(gebruiker: Gebruiker, map: string): Promise<boolean> {
  const proef = path.join(map, 'proef');
  try {
    await fs.mkdir(proef, { recursive: true });
    const gegeven = await fs.chown(proef, gebruiker.uid, gebruiker.gid).then(
      () => true,
      () => false,
    );
    return (await kanSchrijvenIn(gebruiker, proef)) && gegeven;
  } finally {
    await fs.rmdir(proef);
  }
}
