import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startMailCatcher, startVergaarbak, type Gedrag, type MailCatcher } from '../support/mail.js';
import { begin, groet, maakOpstelling, type Opstelling } from './opstelling.js';
import { totdat } from '../support/tijd.js';

const ID = '00000000-0000-4000-8000-000000000000';

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

function startProces(perMinuut?: number, smtpUrl = post.url, node: string[] = []): ChildProcess {
  const program = path.join(import.meta.dirname, 'verzendproces.mjs');
  const tempo = perMinuut ? [String(perMinuut)] : [];
  const child = spawn(process.execPath, [...node, program, o.url, smtpUrl, begin.toISOString(), ...tempo], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  processen.push(child);
  return child;
}

const exits = (children: ChildProcess[]): Promise<unknown> =>
  Promise.all(children.map((child) => once(child, 'exit')));

const adressen = (aantal: number): string[] =>
  Array.from({ length: aantal }, (_, i) => `p${i}@school.example`).sort();

const telling = async (): Promise<Record<string, number>> => {
  const rows = await o.dataSource.query<{ status: string; aantal: number }[]>(
    'SELECT status, count(*)::int AS aantal FROM bericht GROUP BY status',
  );
  return Object.fromEntries(rows.map(({ status, aantal }) => [status, aantal]));
};

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

test('wie een bericht vast heeft houdt de andere verzenders niet op', async () => {
  await schrijf(3);
  await o.dataSource.transaction(async (m) => {
    await m.query(`SELECT FROM bericht WHERE sleutel = 's:0' FOR UPDATE`);
    expect(await o.verzender(post.url).verzend()).toMatchObject({ verzonden: 2 });
  });
  expect((await o.verzender(post.url).verzend()).verzonden).toBe(1);
});

let onderweg: number;
let gedood: Promise<unknown>;
const telOnderweg = (): number => (onderweg += 1);

/** Where a process can be when it is killed, and when it is there. */
const plekken: [waar: string, gedrag: () => Gedrag, daar: () => boolean | Promise<boolean>][] = [
  [
    'na het claimen, nog zonder verbinding',
    () => ({ bijVerbinding: () => 'zwijg' }),
    async () => ((await telling()).bezig ?? 0) > 0,
  ],
  [
    'in het gesprek, voor de inhoud',
    () => ({ bijOntvanger: () => (telOnderweg() > 0 ? 'zwijg' : undefined) }),
    () => onderweg === 5,
  ],
  [
    'na de inhoud, voor het ja',
    () => ({ bijInhoud: () => (telOnderweg(), gedood.then(() => 'breek' as const)) }),
    () => onderweg === 5,
  ],
  [
    'na het opschrijven van de eerste vijf',
    () => ({ bijOntvanger: () => (telOnderweg() > 5 ? 'zwijg' : undefined) }),
    async () => onderweg === 10 && (await telling()).verzonden === 5,
  ],
];

test.each(plekken)(
  'kill -9 %s: later overgenomen, niets kwijt, niets dubbel',
  async (_waar, gedrag, daar) => {
    onderweg = 0;
    let dood = (): void => undefined;
    gedood = new Promise<void>((resolve) => (dood = resolve));
    post.gedrag = gedrag();
    await schrijf(30);
    const child = startProces();
    await totdat(daar);
    child.kill('SIGKILL');
    await once(child, 'exit');
    dood();
    post.gedrag = {};
    // Nobody touches what the dead process held, until its hold has run out.
    const vast = (await telling()).bezig!;
    const voorheen = post.ontvangen.length;
    expect((await o.verzender(post.url).verzend()).verzonden).toBe(30 - vast - voorheen);
    await laatVastgehoudenVerlopen();
    expect((await o.verzender(post.url).verzend()).verzonden).toBe(vast);
    expect(post.ontvangen.flatMap(({ aan }) => aan).sort()).toEqual(adressen(30));
    expect(await telling()).toEqual({ verzonden: 30 });
  },
);

test('kill -9 na het ja van de server: hooguit wat onderweg was twee keer, met hetzelfde kenmerk', async () => {
  await schrijf(12);
  // Asleep while the server says yes: the yes is on the line, and what comes after it never happens.
  post.gedrag.bijInhoud = () => void child.kill('SIGSTOP');
  const child = startProces();
  await post.wachtOp(1);
  await pause(100);
  const eerst = post.ontvangen.map(({ mail }) => mail.messageId);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await telling()).toEqual({ bezig: 12 });
  post.gedrag = {};
  await laatVastgehoudenVerlopen();
  await o.verzender(post.url).verzend();
  const kenmerken = post.ontvangen.map(({ mail }) => mail.messageId);
  expect(new Set(kenmerken).size).toBe(12);
  expect(eerst.length).toBeLessThanOrEqual(5);
  expect(kenmerken.filter((kenmerk, i) => kenmerken.indexOf(kenmerk) !== i).sort()).toEqual(eerst.sort());
  expect(new Set(post.ontvangen.flatMap(({ aan }) => aan)).size).toBe(12);
  expect(await telling()).toEqual({ verzonden: 12 });
});

test('10.000 berichten, twee processen: elk precies een keer, en het geheugen blijft vlak', async () => {
  const bak = await startVergaarbak();
  await o.dataSource.query(
    `INSERT INTO bericht (sleutel, soort, aan, onderwerp, html, tekst, aangemaakt_op, verzenden_op)
     SELECT 's:' || n, 'proef/groet', 'p' || n || '@school.example', 'Dag', repeat('Dag ', 400), 'Dag', $1, $1
       FROM generate_series(0, 9999) n`,
    [begin],
  );
  const children = [0, 1].map(() => startProces(undefined, bak.url, ['--expose-gc']));
  const groei = children.map(
    async (child) => ((await once(child, 'message')) as [{ groei: number }])[0].groei,
  );
  await exits(children);
  await bak.sluit();
  expect(bak.adressen).toHaveLength(10_000);
  expect(new Set(bak.adressen).size).toBe(10_000);
  expect(await telling()).toEqual({ verzonden: 10_000 });
  // A process sends 8 MB of mail, which takes 14 MB of memory when it is kept.
  for (const megabyte of await Promise.all(groei)) expect(megabyte).toBeLessThan(8);
}, 600_000);

test('een tempo geldt voor alle processen samen', async () => {
  const momenten: number[] = [];
  post.gedrag = { licht: true, bijInhoud: () => void momenten.push(performance.now()) };
  await schrijf(80);
  const children = [startProces(1200), startProces(1200)];
  await exits(children);
  expect(await telling()).toEqual({ verzonden: 80 });
  // One each 50 ms; two processes that each kept to it alone would be done in half the time.
  expect(momenten.at(-1)! - momenten[0]!).toBeGreaterThan(79 * 50 - 800);
});

test('alle mail stil, midden in een ronde van twee processen: wat onderweg is komt aan, de rest wacht', async () => {
  const wie = {
    soort: 'gebruiker',
    id: ID,
    naam: 'Co Ordinator',
    rol: 'coordinator',
    bestuurId: null,
  } as const;
  await schrijf(400);
  post.gedrag.bijInhoud = () => pause(20);
  const children = [startProces(), startProces()];
  await totdat(() => post.ontvangen.length >= 50);
  await o.rij.stop(wie, 'Verkeerde datum');
  const toen = post.ontvangen.length;
  await o.rij.stop(wie, 'Nog eens');
  await exits(children);
  const weg = post.ontvangen.length;
  expect(weg - toen).toBeLessThanOrEqual(10);
  expect(weg).toBeLessThan(400);
  expect(await telling()).toEqual({ verzonden: weg, wacht: 400 - weg });
  const [{ pogingen }] = await o.dataSource.query<[{ pogingen: number }]>(
    `SELECT max(pogingen) AS pogingen FROM bericht WHERE status = 'wacht'`,
  );
  expect(pogingen).toBe(0);
  expect(await o.rij.stilstand()).toMatchObject({ reden: 'Verkeerde datum', wachtend: 400 - weg });
  expect((await o.verzender(post.url).verzend()).verzonden).toBe(0);
  await o.rij.hervat(wie);
  post.gedrag = {};
  expect((await o.verzender(post.url).verzend()).verzonden).toBe(400 - weg);
  expect(post.ontvangen.flatMap(({ aan }) => aan).sort()).toEqual(adressen(400));
  const codes = await o.dataSource.query<{ code: string }[]>(
    `SELECT code FROM auditregel WHERE onderwerp_id = 'alle' ORDER BY id`,
  );
  expect(codes.map(({ code }) => code)).toEqual(['berichten.gestopt', 'berichten.hervat']);
});

test('SIGTERM: wat onderweg is gaat af, de rest blijft wachten', async () => {
  await schrijf(100);
  const child = startProces();
  post.gedrag.bijInhoud = async () => {
    child.kill('SIGTERM');
    await pause(300);
  };
  expect(await once(child, 'exit')).toEqual([0, null]);
  const { bezig, verzonden = 0, wacht } = await telling();
  expect(bezig).toBeUndefined();
  expect(verzonden).toBe(post.ontvangen.length);
  expect(verzonden).toBeLessThan(30);
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
