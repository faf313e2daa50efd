// The product in a process of its own, as the benchmarks use it: no limits, no planner, little said.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';

/** As `npm start` does it after the build; `exec` makes the shell the server. */
const start = JSON.parse(await fs.readFile('package.json', 'utf8'))
  .scripts.start.split(' && ')
  .at(-1);

/**
 * @param running stops it again.
 * @param env what this benchmark wants otherwise.
 * @returns its address, its process, and a way to stop it sooner.
 */
export async function startProduct(running, url, env = {}) {
  const { PORT = 3900 + (process.pid % 90) } = process.env;
  const begin = async () => {
    const child = spawn(start, {
      shell: true,
      env: {
        ...process.env,
        DATABASE_URL: url,
        PORT,
        RATE_LIMIT: 'off',
        PLANNER: 'off',
        LOG_LEVEL: 'warn',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve, reject) => {
      child.once('exit', () => reject(new Error('the server did not start')));
      // Read to the end: a server whose output nobody takes falls over it.
      child.stdout.on('data', (chunk) => {
        if (String(chunk).includes('Utrecht Leert Academie')) resolve();
        else if (/ ERROR /.test(chunk)) console.error(String(chunk).trimEnd());
      });
    });
    return child;
  };
  const child = await running.start(begin, stop, 'work');
  return { base: `http://127.0.0.1:${PORT}`, pid: child.pid, stop: () => stop(child) };
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** What a process has in memory now, and the most it ever had, in MB. */
export async function memory(pid) {
  const status = await fs.readFile(`/proc/${pid}/status`, 'utf8');
  const of = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / 1024;
  return { now: of('VmRSS'), peak: of('VmHWM') };
}
