import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import { setTimeout as wacht } from 'node:timers/promises';
import { promisify } from 'node:util';

const voerUit = promisify(execFile);

/**
 * What tells one run of a process from every other, also after its pid has been given to another process or the
 * machine has restarted. Undefined when the process does not live; a zombie does not live.
 */
export async function kenmerkVan(pid: number): Promise<string | undefined> {
  return process.platform === 'linux' ? kenmerkUitProc(pid) : kenmerkUitPs(pid);
}

/** The command line of a process, words separated by spaces; empty when it does not live. */
export async function opdrachtregelVan(pid: number): Promise<string> {
  if (process.platform !== 'linux') return ps(pid, 'args=');
  const regel = await fs.readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return regel.split('\0').join(' ').trim();
}

/** Undefined where the system does not tell: outside Linux, and of another account in a container without rights. */
export async function isWerkmapVan(pid: number, map: string): Promise<boolean | undefined> {
  const werkmap = await fs.stat(`/proc/${pid}/cwd`).catch(() => undefined);
  if (!werkmap) return undefined;
  const { dev, ino } = await fs.stat(map);
  return werkmap.dev === dev && werkmap.ino === ino;
}

/** Asks until the answer is true; false when it stays false for `milliseconden`. */
export async function wachtTot(vraag: () => Promise<boolean>, milliseconden: number): Promise<boolean> {
  const einde = performance.now() + milliseconden;
  for (;;) {
    if (await vraag()) return true;
    if (performance.now() >= einde) return false;
    await wacht(20);
  }
}

async function kenmerkUitProc(pid: number): Promise<string | undefined> {
  try {
    const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program name in brackets and may hold spaces and brackets itself.
    const velden = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (velden[0] === 'Z' || velden[0] === 'X') return undefined;
    const opstart = (await fs.readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    return `${opstart}:${velden[19]}`;
  } catch {
    return undefined;
  }
}

async function kenmerkUitPs(pid: number): Promise<string | undefined> {
  const regel = await ps(pid, 'stat=,lstart=');
  const [staat, ...begonnen] = regel.split(/\s+/);
  return !staat || staat.startsWith('Z') ? undefined : begonnen.join(' ');
}

async function ps(pid: number, velden: string): Promise<string> {
  const vraag = voerUit('ps', ['-ww', '-o', velden, '-p', String(pid)], {
    env: { PATH: '/bin:/usr/bin', LC_ALL: 'C' },
  });
  return vraag.then(({ stdout }) => stdout.trim()).catch(() => '');
}
