import { ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import net from 'node:net';
import { setTimeout as wacht } from 'node:timers/promises';
import { IngebouwdePostgresFout } from './fout.js';
import { Plaats } from './plaats.js';
import { Postmaster, ruimPidBestand, vindPostmaster } from './postmaster.js';
import { wachtTot } from './processen.js';
import { PROGRAMMA_OMGEVING, Programma } from './programma.js';
import { LogBestand } from './serverlog.js';

const AFSLUIT_MS = 30_000;

export interface ServerOpties {
  /** Names and values of postgresql.conf; they override ours. */
  instellingen: Record<string, string | number>;
  log: LogBestand;
  /** Milliseconds a server may take to become ready. */
  geduldMs: number;
}

/** The port of a server that is ready: the one that runs on this data directory already, or one started now. */
export async function vindOfStartServer(
  plaats: Plaats,
  programma: Programma,
  opties: ServerOpties,
): Promise<number> {
  const einde = performance.now() + opties.geduldMs;
  for (;;) {
    const rest = einde - performance.now();
    const lopend = await vindPostmaster(plaats.dataMap);
    const gereed = lopend ? await wachtOpGereed(plaats.dataMap, rest, opties) : undefined;
    if (gereed) return gereed.poort;
    const poort = await startServer(plaats, programma, opties, rest);
    if (poort) return poort;
    if (performance.now() > einde) throw nietGereed(opties);
    await wacht(200);
  }
}

/** Stops the server on this data directory, if there is one; clients that are still connected are cut off. */
export async function stopServer(dataMap: string): Promise<void> {
  for (const [signaal, geduld] of [
    ['SIGINT', AFSLUIT_MS],
    ['SIGQUIT', 5_000],
  ] as const) {
    const lopend = await vindPostmaster(dataMap);
    if (!lopend) return;
    stuurSignaal(lopend.pid, signaal);
    if (await wachtTot(async () => (await vindPostmaster(dataMap)) === undefined, geduld)) return;
  }
  throw new IngebouwdePostgresFout(
    `De ingebouwde database in ${dataMap} stopt niet; beëindig het proces postgres zelf.`,
  );
}

/** Undefined when it failed in a way that passes: the port was just taken, or an old server is not quite gone. */
async function startServer(
  plaats: Plaats,
  programma: Programma,
  opties: ServerOpties,
  geduld: number,
): Promise<number | undefined> {
  const poort = await vrijePoort();
  await ruimPidBestand(plaats.dataMap);
  await opties.log.begin();
  const kind = await startProces(plaats, programma, opties, poort);
  const gereed = await wachtOpGereed(plaats.dataMap, geduld, opties, kind);
  if (gereed) return gereed.poort;
  const slot = await opties.log.sindsBegin();
  if (
    /could not bind|could not create any TCP|lock file .* already exists|pre-existing shared memory/.test(
      slot,
    )
  ) {
    return undefined;
  }
  const reden = /(?:FATAL|PANIC): +(.*)/.exec(slot)?.[1] ?? 'zonder opgaaf van reden';
  throw new IngebouwdePostgresFout(
    `De ingebouwde database start niet (${reden}); lees ${opties.log.bestand}.`,
  );
}

/**
 * Detached, so in a session of its own: Ctrl-C in the terminal reaches us and not the server, and the server outlives
 * us when another process still uses it.
 */
async function startProces(
  { dataMap, gebruiker }: Plaats,
  programma: Programma,
  { instellingen, log }: ServerOpties,
  poort: number,
): Promise<ChildProcess> {
  const alle = { listen_addresses: '127.0.0.1', port: poort, unix_socket_directories: '', ...instellingen };
  const vlaggen = Object.entries(alle).flatMap(([naam, waarde]) => ['-c', `${naam}=${waarde}`]);
  const uitvoer = await fs.open(log.bestand, 'a');
  try {
    const kind = spawn(programma.postgres, ['-D', dataMap, ...vlaggen], {
      ...gebruiker,
      cwd: '/',
      env: PROGRAMMA_OMGEVING,
      detached: true,
      stdio: ['ignore', uitvoer.fd, uitvoer.fd],
    });
    await new Promise((klaar, mislukt) => kind.once('spawn', klaar).once('error', mislukt));
    kind.unref();
    return kind;
  } finally {
    await uitvoer.close();
  }
}

/** Undefined when the server ends before it is ready. */
async function wachtOpGereed(
  dataMap: string,
  geduld: number,
  opties: ServerOpties,
  kind?: ChildProcess,
): Promise<Postmaster | undefined> {
  let lopend: Postmaster | undefined;
  const beslist = await wachtTot(async () => {
    lopend = await vindPostmaster(dataMap);
    if (lopend?.stand === 'ready') return true;
    // A process of our own may not have come to writing its postmaster.pid yet.
    return kind ? kind.exitCode !== null || kind.signalCode !== null : lopend === undefined;
  }, geduld);
  if (!beslist) throw nietGereed(opties);
  return lopend?.stand === 'ready' ? lopend : undefined;
}

function nietGereed({ geduldMs, log }: ServerOpties): IngebouwdePostgresFout {
  return new IngebouwdePostgresFout(
    `De ingebouwde database is na ${geduldMs / 1000} seconden nog niet gereed; lees ${log.bestand} en probeer het daarna opnieuw.`,
  );
}

function stuurSignaal(pid: number, signaal: NodeJS.Signals): void {
  try {
    process.kill(pid, signaal);
  } catch (fout) {
    // Gone in the meantime is what we wanted.
    if ((fout as NodeJS.ErrnoException).code !== 'ESRCH') throw fout;
  }
}

async function vrijePoort(): Promise<number> {
  const proef = net.createServer();
  await new Promise<void>((klaar, mislukt) => proef.once('error', mislukt).listen(0, '127.0.0.1', klaar));
  const { port } = proef.address() as net.AddressInfo;
  await new Promise((klaar) => proef.close(klaar));
  return port;
}
