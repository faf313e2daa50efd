import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wacht } from 'node:timers/promises';
import { IngebouwdePostgresFout } from './fout.js';
import { kenmerkVan } from './processen.js';

// Longer than the longest start (initdb, then a minute of crash recovery), so that only a real fault reaches it.
const GEDULD_MS = 120_000;
const VOORVOEGSEL = 'start.slot.';
const VRIJ = 'vrij';

/**
 * Does `werk` while no other process on this machine does its own for the same folder.
 *
 * The lock is the file `start.slot.<n>` with the highest n; it says whose it is, or `vrij`. Taking it over means
 * creating n+1, which only one can do; the highest file is never removed. So two processes that both find the lock
 * of a dead one cannot remove each other's, as they could with a single file that is deleted and made again.
 */
export async function metStartslot<T>(map: string, werk: () => Promise<T>): Promise<T> {
  const slot = await neemSlot(map);
  try {
    return await werk();
  } finally {
    await schrijfAtomair(slot, VRIJ, (van, naar) => fs.rename(van, naar));
  }
}

async function neemSlot(map: string): Promise<string> {
  const einde = performance.now() + GEDULD_MS;
  for (;;) {
    const nummer = await hoogsteSlot(map);
    const houder = nummer === 0 ? undefined : await levendeHouder(slotBestand(map, nummer));
    if (houder === undefined) {
      const slot = await probeerSlot(map, nummer + 1);
      if (slot) return slot;
    } else if (performance.now() > einde) {
      throw new IngebouwdePostgresFout(
        `Proces ${houder} is al langer dan ${GEDULD_MS / 1000} seconden bezig de database in ${map} te starten of te stoppen; beëindig dat proces en probeer het opnieuw.`,
      );
    }
    await wacht(25);
  }
}

async function probeerSlot(map: string, nummer: number): Promise<string | undefined> {
  const slot = slotBestand(map, nummer);
  const inhoud = `${process.pid} ${await kenmerkVan(process.pid)}`;
  // link(), because it fails when the file exists and because the file is never seen without its content.
  const gelukt = await schrijfAtomair(slot, inhoud, (van, naar) => fs.link(van, naar)).then(
    () => true,
    (fout: NodeJS.ErrnoException) => {
      if (fout.code === 'EEXIST') return false;
      throw fout;
    },
  );
  if (!gelukt) return undefined;
  if ((await hoogsteSlot(map)) > nummer) {
    // Others went on while we were slow; ours is a number of the past.
    await fs.rm(slot, { force: true });
    return undefined;
  }
  await ruimLagere(map, nummer);
  return slot;
}

async function levendeHouder(slot: string): Promise<number | undefined> {
  const inhoud = await fs.readFile(slot, 'utf8').catch(() => VRIJ);
  const [pid, kenmerk] = inhoud.split(' ');
  if (!kenmerk || (await kenmerkVan(Number(pid))) !== inhoud.slice(inhoud.indexOf(' ') + 1)) return undefined;
  return Number(pid);
}

async function hoogsteSlot(map: string): Promise<number> {
  return Math.max(0, ...(await slotNummers(map)));
}

async function ruimLagere(map: string, nummer: number): Promise<void> {
  for (const lager of await slotNummers(map)) {
    if (lager < nummer) await fs.rm(slotBestand(map, lager), { force: true });
  }
}

async function slotNummers(map: string): Promise<number[]> {
  const namen = await fs.readdir(map);
  return namen
    .filter((naam) => /^start\.slot\.\d+$/.test(naam))
    .map((naam) => Number(naam.slice(VOORVOEGSEL.length)));
}

async function schrijfAtomair(
  bestand: string,
  inhoud: string,
  plaats: (van: string, naar: string) => Promise<void>,
): Promise<void> {
  const tijdelijk = `${bestand}.${process.pid}.${crypto.randomBytes(4).toString('hex')}`;
  await fs.writeFile(tijdelijk, inhoud);
  try {
    await plaats(tijdelijk, bestand);
  } finally {
    await fs.rm(tijdelijk, { force: true });
  }
}

function slotBestand(map: string, nummer: number): string {
  return path.join(map, `${VOORVOEGSEL}${nummer}`);
}
