import fs from 'node:fs/promises';
import path from 'node:path';
import { controleerVersie, isVolledig, maakDatamap, zetOnvolledigeApart } from './datamap.js';
import { meldAan, meldAf, zijnErDeelnemers } from './deelnemers.js';
import { alsDuidelijkeFout } from './fout.js';
import { basisVan, bepaalPlaats, Plaats } from './plaats.js';
import { Programma, vindProgramma } from './programma.js';
import { stopServer, vindOfStartServer } from './server.js';
import { LogBestand } from './serverlog.js';
import { metStartslot } from './startslot.js';
import { adresVan, DATABASE, zorgVoorDatabase } from './verbinding.js';
import { wachtwoordVoor } from './wachtwoord.js';

export interface IngebouwdePostgres {
  /** Connection string of the database `academie`. */
  url: string;
  /** Leaves the server; whoever leaves last stops it. */
  stop(): Promise<void>;
}

export interface Opties {
  /** Folder for the data, the password and the log; made when it is not there. */
  map: string;
  /** False gives up crash safety for speed, for tests whose data may be lost. */
  duurzaam?: boolean;
  maxVerbindingen?: number;
  /** Milliseconds the server may take to become ready, recovery after a crash included. */
  geduldMs?: number;
  /** Receives a sentence for the user when something unusual was put right. */
  meld?: (zin: string) => void;
}

type Volledig = Required<Opties>;

// Recovery takes seconds on a database of this size; a minute means that something is wrong.
const GEDULD_MS = 60_000;

// Errors go to the client; in a file they would keep names and addresses from the statements that failed.
const STIL = { log_min_messages: 'log', log_min_error_statement: 'panic', log_checkpoints: 'off' };

const ONDUURZAAM = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Starts PostgreSQL on this folder, or joins the one that another process started on it.
 *
 * @throws IngebouwdePostgresFout with one Dutch sentence, whatever goes wrong
 */
export async function startIngebouwdePostgres(opties: Opties): Promise<IngebouwdePostgres> {
  try {
    await fs.mkdir(opties.map, { recursive: true });
    const map = await fs.realpath(opties.map);
    return await metStartslot(map, () => startOfSluitAan(vulAan(opties, map)));
  } catch (fout) {
    throw alsDuidelijkeFout(fout, path.resolve(opties.map));
  }
}

/**
 * Stops the server that users who were killed left running on this folder; false when a living process uses it.
 */
export async function stopVerlatenPostgres(map: string): Promise<boolean> {
  return metStartslot(map, async () => {
    if (await zijnErDeelnemers(map)) return false;
    await stopServer(path.join(await basisVan(map), 'postgres'));
    return true;
  });
}

function vulAan(opties: Opties, map: string): Volledig {
  const { duurzaam = true, maxVerbindingen = 100, geduldMs = GEDULD_MS, meld = () => undefined } = opties;
  return { map, duurzaam, maxVerbindingen, geduldMs, meld };
}

/** The caller holds the start lock. */
async function startOfSluitAan(opties: Volledig): Promise<IngebouwdePostgres> {
  await zetOnvolledigeApart(path.join(await basisVan(opties.map), 'postgres'), opties.meld);
  const plaats = await bepaalPlaats(opties.map);
  const programma = await vindProgramma(plaats.gebruiker);
  const wachtwoord = await zorgVoorDatamap(plaats, programma, opties);
  const instellingen = {
    ...STIL,
    max_connections: opties.maxVerbindingen,
    ...(opties.duurzaam ? {} : ONDUURZAAM),
  };
  const log = new LogBestand(opties.map);
  const poort = await vindOfStartServer(plaats, programma, { instellingen, log, geduldMs: opties.geduldMs });
  const naam = await meldAan(opties.map);
  try {
    await zorgVoorDatabase(poort, wachtwoord);
  } catch (fout) {
    await vertrek(opties.map, naam, plaats.dataMap);
    throw fout;
  }
  let gestopt: Promise<void> | undefined;
  return {
    url: adresVan(poort, wachtwoord, DATABASE),
    stop: () => (gestopt ??= stop(opties.map, naam, plaats.dataMap)),
  };
}

async function stop(map: string, naam: string, dataMap: string): Promise<void> {
  try {
    await metStartslot(map, () => vertrek(map, naam, dataMap));
  } catch (fout) {
    throw alsDuidelijkeFout(fout, map);
  }
}

async function zorgVoorDatamap(plaats: Plaats, programma: Programma, opties: Volledig): Promise<string> {
  const volledig = await isVolledig(plaats.dataMap);
  if (volledig) await controleerVersie(plaats.dataMap, programma);
  const wachtwoord = await wachtwoordVoor(opties.map, volledig);
  if (!volledig) await maakDatamap(plaats, programma, { wachtwoord, duurzaam: opties.duurzaam });
  return wachtwoord;
}

/** The caller holds the start lock, so that nobody joins a server that is about to stop. */
async function vertrek(map: string, naam: string, dataMap: string): Promise<void> {
  await meldAf(map, naam);
  if (!(await zijnErDeelnemers(map))) await stopServer(dataMap);
}
