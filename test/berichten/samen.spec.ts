import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startMailCatcher, type MailCatcher } from '../support/mail.js';
import { begin, groet, maakOpstelling, type Opstelling } from './opstelling.js';

let o: Opstelling;
let post: MailCatcher;
const processen: ChildProcess[] = [];
beforeAll(async () => {
  [o, post] = await Promise.all([maakOpstelling(), startMailCatcher()]);
});
afterAll(async () => {
  await o.sluit();
  await post.sluit();
});
beforeEach(async () => {
  await o.dataSource.query('DELETE FROM bericht');
  post.ontvangen.length = 0;
  post.gedrag = {};
});
afterEach(() => processen.splice(0).forEach((child) => child.kill('SIGKILL')));

const schrijf = (aantal: number): Promise<number> =>
  o.schrijf(...Array.from({ length: aantal }, (_, i) => groet(`s:${i}`, `p${i}@school.example`)));

function startProces(): ChildProcess {
  const program = path.join(import.meta.dirname, 'verzendproces.mjs');
  const child = spawn(process.execPath, [program, o.url, post.url, begin.toISOString()], {
    stdio: 'inherit',
  });
  processen.push(child);
  return child;
}

const telling = async (): Promise<Record<string, number>> => {
  const rows = await o.dataSource.query<{ status: string; aantal: number }[]>(
    'SELECT status, count(*)::int AS aantal FROM bericht GROUP BY status',
  );
  return Object.fromEntries(rows.map(({ status, aantal }) => [status, aantal]));
};

async function vijfOnderweg(): Promise<void> {
  for (let tries = 0; ((await telling()).bezig ?? 0) < 5 && tries < 500; tries += 1) await pause(20);
}

/** As if the dead process had been gone for longer than it may hold a bericht. */
const laatVastgehoudenVerlopen = (): Promise<unknown> =>
  o.dataSource.query(`UPDATE bericht SET bezig_tot = now() - interval '1 second' WHERE status = 'bezig'`);

test('twee verzenders, 300 berichten: elk precies een keer', async () => {
  await schrijf(300);
  const tellingen = await Promise.all([o.verzender(post.url).verzend(), o.verzender(post.url).verzend()]);
  expect(tellingen[0].verzonden + tellingen[1].verzonden).toBe(300);
  expect(Math.min(...tellingen.map(({ verzonden }) => verzonden))).toBeGreaterThan(0);
  expect(post.ontvangen).toHaveLength(300);
  expect(new Set(post.ontvangen.flatMap(({ aan }) => aan)).size).toBe(300);
  expect(await telling()).toEqual({ verzonden: 300 });
});

test('twee processen, 300 berichten: elk precies een keer', async () => {
  await schrijf(300);
  const children = [startProces(), startProces()];
  await Promise.all(children.map((child) => once(child, 'exit')));
  expect(post.ontvangen).toHaveLength(300);
  expect(new Set(post.ontvangen.flatMap(({ aan }) => aan)).size).toBe(300);
});

test('een proces dat tussen claimen en verzenden sterft: later overgenomen, niets kwijt, niets dubbel', async () => {
  post.gedrag.bijOntvanger = () => 'zwijg';
  await schrijf(20);
  const child = startProces();
  await vijfOnderweg();
  child.kill('SIGKILL');
  await once(child, 'exit');
  post.gedrag = {};
  expect((await o.verzender(post.url).verzend()).verzonden).toBe(15);
  expect(await telling()).toEqual({ bezig: 5, verzonden: 15 });
  await laatVastgehoudenVerlopen();
  expect((await o.verzender(post.url).verzend()).verzonden).toBe(5);
  expect(post.ontvangen).toHaveLength(20);
  expect(new Set(post.ontvangen.flatMap(({ aan }) => aan)).size).toBe(20);
});

test('een proces dat sterft na het ja van de server: hooguit dat bericht twee keer, met hetzelfde kenmerk', async () => {
  await schrijf(1);
  // Asleep while the server says yes: the yes is on the line, and what comes after it never happens.
  post.gedrag.bijInhoud = () => void child.kill('SIGSTOP');
  const child = startProces();
  await post.wachtOp(1);
  await pause(100);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await telling()).toEqual({ bezig: 1 });
  post.gedrag = {};
  await laatVastgehoudenVerlopen();
  await o.verzender(post.url).verzend();
  expect(post.ontvangen).toHaveLength(2);
  expect(new Set(post.ontvangen.map(({ mail }) => mail.messageId)).size).toBe(1);
  expect(await telling()).toEqual({ verzonden: 1 });
});

test('SIGTERM: wat onderweg is gaat af, de rest blijft wachten', async () => {
  post.gedrag.bijInhoud = () => pause(300);
  await schrijf(100);
  const child = startProces();
  await vijfOnderweg();
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  const { bezig, verzonden = 0, wacht } = await telling();
  expect(bezig).toBeUndefined();
  expect(verzonden).toBe(post.ontvangen.length);
  expect(verzonden).toBeLessThan(20);
  expect(wacht).toBe(100 - verzonden);
});

test('een server die zwijgt houdt een bericht niet vast', async () => {
  post.gedrag.bijOntvanger = () => 'zwijg';
  await schrijf(1);
  expect((await o.verzender(`${post.url}?socketTimeout=300`).verzend()).opnieuw).toBe(1);
  expect((await o.lees('s:0')).fout).toContain('niet bereikbaar');
});

test('wie te laat meldt dat het mislukte, verandert niets meer aan wat een ander overnam', async () => {
  post.gedrag.bijInhoud = async () => {
    post.gedrag = {};
    await laatVastgehoudenVerlopen();
    expect((await o.verzender(post.url).verzend()).verzonden).toBe(1);
    return { code: 451, tekst: 'Too late' };
  };
  await schrijf(1);
  expect((await o.verzender(post.url).verzend()).opnieuw).toBe(1);
  expect(await o.lees('s:0')).toMatchObject({ status: 'verzonden', pogingen: 2, fout: null });
});

test('een database die even weg is maakt van een verzonden bericht geen tweede', async () => {
  await schrijf(1);
  post.gedrag.bijInhoud = async () => {
    await o.dataSource.query(`ALTER TABLE bericht RENAME TO even_weg`);
    setTimeout(() => void o.dataSource.query(`ALTER TABLE even_weg RENAME TO bericht`), 300);
  };
  expect((await o.verzender(post.url).verzend()).verzonden).toBe(1);
  expect(await telling()).toEqual({ verzonden: 1 });
  expect(post.ontvangen).toHaveLength(1);
});
