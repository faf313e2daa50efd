import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * What tells one run of a process from every other, also after its pid has been given to another process or the
 * machine has restarted. Undefined when the process does not live; a zombie does not live.
 */
export async function identityOf(pid: number): Promise<string | undefined> {
  return process.platform === 'linux' ? identityFromProc(pid) : identityFromPs(pid);
}

/** The command line of a process, words separated by spaces; empty when it does not live. */
export async function commandLineOf(pid: number): Promise<string> {
  if (process.platform !== 'linux') return ps(pid, 'args=');
  const line = await fs.readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return line.split('\0').join(' ').trim();
}

/** Undefined where the system does not tell: outside Linux, and of another account in a container without rights. */
export async function isWorkingFolderOf(pid: number, folder: string): Promise<boolean | undefined> {
  const workingFolder = await fs.stat(`/proc/${pid}/cwd`).catch(() => undefined);
  if (!workingFolder) return undefined;
  const { dev, ino } = await fs.stat(folder);
  return workingFolder.dev === dev && workingFolder.ino === ino;
}

/** Asks until the answer is true; false when it stays false for `milliseconds`. */
export async function waitUntil(question: () => Promise<boolean>, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    if (await question()) return true;
    if (performance.now() >= deadline) return false;
    await sleep(20);
  }
}

async function identityFromProc(pid: number): Promise<string | undefined> {
  try {
    const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program name in brackets and may hold spaces and brackets itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const bootId = (await fs.readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    return `${bootId}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

async function identityFromPs(pid: number): Promise<string | undefined> {
  const line = await ps(pid, 'stat=,lstart=');
  const [state, ...started] = line.split(/\s+/);
  return !state || state.startsWith('Z') ? undefined : started.join(' ');
}

async function ps(pid: number, fields: string): Promise<string> {
  const output = run('ps', ['-ww', '-o', fields, '-p', String(pid)], {
    env: { PATH: '/bin:/usr/bin', LC_ALL: 'C' },
  });
  return output.then(({ stdout }) => stdout.trim()).catch(() => '');
}
