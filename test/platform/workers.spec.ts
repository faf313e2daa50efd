import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { during, workNow } from '../../src/platform/database/work.js';
import { Workers, type Job } from '../../src/platform/workers.js';

const build = process.env.TEST_BUILD!;
const naam = `platform/proef-${process.pid}`;
const bestand = path.join(build, 'src', `${naam}.worker.js`);

/** Each mode is a job that does something else; `tellers` is memory that both sides see. */
const proef = `import { threadId } from 'node:worker_threads';
export default async function* ({ doe, tellers }, invoer) {
  try {
    if (doe === 'echo') yield* invoer;
    if (doe === 'draad') yield new Uint8Array([threadId]);
    for (let i = 0; doe === 'tel' && i < 100_000; i += 1) {
      Atomics.add(tellers, 0, 1);
      yield Buffer.from([i % 256]);
    }
    for (const begin = performance.now(); doe === 'reken' && performance.now() - begin < 20; );
    yield new Uint8Array([1]);
    if (doe === 'fout') throw new RangeError('te ver');
    if (doe === 'dood') process.exit(3);
    const vol = [];
    while (doe === 'vol') vol.push(new Array(1_000_000).fill(0.5));
  } finally {
    if (tellers) Atomics.add(tellers, 1, 1);
  }
}`;
interface Opdracht {
  doe: 'echo' | 'draad' | 'tel' | 'fout' | 'dood' | 'vol' | 'reken' | 'niets';
  tellers?: Int32Array;
}
interface Proef {
  default: Job<Opdracht>;
}

let workers: Workers;
beforeAll(() => {
  writeFileSync(bestand, proef);
  workers = new Workers();
});
afterAll(async () => {
  await workers.onApplicationShutdown();
  rmSync(bestand);
});

const doe = (opdracht: Opdracht, invoer?: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> =>
  workers.run<Proef>(naam, opdracht, invoer);
const gedeeld = (): Int32Array => new Int32Array(new SharedArrayBuffer(8));

async function alles(stukken: AsyncIterable<Buffer>): Promise<Buffer> {
  const delen: Buffer[] = [];
  for await (const stuk of stukken) delen.push(stuk);
  return Buffer.concat(delen);
}

/** Until it holds, or five seconds. */
async function totDat(waar: () => boolean): Promise<void> {
  for (const begin = performance.now(); !waar() && performance.now() - begin < 5_000;) await pause(5);
  expect(waar()).toBe(true);
}

describe('de taken van het huis', () => {
  const bron = path.resolve(import.meta.dirname, '../../src');
  const bestanden = readdirSync(bron, { recursive: true, encoding: 'utf8' }).map((b) =>
    b.split(path.sep).join('/'),
  );
  const tekst = (bestand: string): string => readFileSync(path.join(bron, bestand), 'utf8');
  const taken = bestanden.filter((b) => b.endsWith('.worker.ts'));

  /** What is loaded with a file: files of the house, and packages. */
  function geladen(bestand: string, al = new Set<string>()): Set<string> {
    if (al.has(bestand)) return al;
    al.add(bestand);
    for (const [, doel] of tekst(bestand).matchAll(/^(?:import|export)\b(?! type\b)[^;]*?from '([^']+)';/gm))
      if (doel!.startsWith('.'))
        geladen(path.posix.join(path.posix.dirname(bestand), doel!).replace(/\.js$/, '.ts'), al);
      else al.add(doel!);
    return al;
  }

  test('wie een taak vraagt, noemt een bestand dat er is', () => {
    const gevraagd = bestanden
      .filter((b) => b.endsWith('.ts'))
      .flatMap((b) =>
        [...tekst(b).matchAll(/workers\.run<[^>]*>\(\s*'([^']+)'/g)].map(([, taak]) => `${taak}.worker.ts`),
      );
    expect([...new Set(gevraagd)].sort()).toEqual(taken.sort());
  });

  test('wie antwoord geeft laadt niets van wat een draad doet', () => {
    const hier = geladen('main.ts');
    expect(hier.has('certificering/pdf/bestanden.service.ts')).toBe(true);
    const daar = taken
      .flatMap((taak) => [...geladen(taak)])
      .filter((naam) => /worker\.ts$|^(?:pdfkit|yazl)$/.test(naam));
    expect(daar).toContain('pdfkit');
    expect(daar.filter((naam) => hier.has(naam))).toEqual([]);
  });

  test('een draad laadt geen Nest, geen database en geen instellingen', () => {
    const zwaar = /^@nestjs|^typeorm$|^pg$|entity\.ts$|settings\.ts$/;
    for (const bestand of ['platform/worker-thread.ts', ...taken])
      expect([...geladen(bestand)].filter((naam) => zwaar.test(naam))).toEqual([]);
  });
});

describe('een taak', () => {
  test('geeft terug wat zij maakt, en leest wat zij vraagt, met de verbindingen van wie haar begon', async () => {
    const soorten = new Set<string>();
    async function* invoer(): AsyncGenerator<Uint8Array> {
      for (let i = 0; i < 50; i += 1) {
        await pause(0);
        soorten.add(workNow());
        yield Buffer.alloc(1000, i);
      }
    }
    const uit = await during('list', () => alles(doe({ doe: 'echo' }, invoer())));
    expect(
      uit.equals(Buffer.concat([...Array(50).keys()].map((i) => Buffer.alloc(1000, i)).concat(Buffer.of(1)))),
    ).toBe(true);
    expect([...soorten]).toEqual(['list']);
  });

  test('loopt niet ver vooruit op wie leest, en stopt als die weggaat', async () => {
    const tellers = gedeeld();
    const stukken = doe({ doe: 'tel', tellers });
    await stukken.next();
    await pause(100);
    expect(Atomics.load(tellers, 0)).toBeLessThan(8);
    await stukken.return(undefined);
    await totDat(() => Atomics.load(tellers, 1) === 1);
  });

  test('leest niet ver vooruit, en laat los wat zij las als zij stopt', async () => {
    const gelezen = { aantal: 0, los: false };
    // eslint-disable-next-line @typescript-eslint/require-await
    async function* invoer(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.of((gelezen.aantal += 1) % 256);
      } finally {
        gelezen.los = true;
      }
    }
    const stukken = doe({ doe: 'echo' }, invoer());
    await stukken.next();
    await pause(100);
    expect(gelezen.aantal).toBeLessThan(10);
    await stukken.return(undefined);
    await totDat(() => gelezen.los);
  });

  test('die faalt, of waarvan de invoer faalt, geeft die fout aan wie haar vroeg', async () => {
    await expect(alles(doe({ doe: 'fout' }))).rejects.toThrow('te ver');
    // eslint-disable-next-line @typescript-eslint/require-await
    async function* invoer(): AsyncGenerator<Uint8Array> {
      yield Buffer.of(1);
      throw new Error('geen verbinding');
    }
    await expect(alles(doe({ doe: 'echo' }, invoer()))).rejects.toThrow('geen verbinding');
    expect(await alles(doe({ doe: 'niets' }))).toEqual(Buffer.of(1));
  });

  test.each(['dood', 'vol'] as const)(
    'die haar draad meeneemt (%s) geeft een fout, en de volgende gaat',
    async (hoe) => {
      let los = false;
      // eslint-disable-next-line @typescript-eslint/require-await
      async function* invoer(): AsyncGenerator<Uint8Array> {
        try {
          yield Buffer.of(1);
        } finally {
          los = true;
        }
      }
      const bron = invoer();
      await bron.next();
      await expect(alles(doe({ doe: hoe }, bron))).rejects.toThrow(/exit|memory/);
      await totDat(() => los);
      expect(await alles(doe({ doe: 'niets' }))).toEqual(Buffer.of(1));
    },
  );
});

test('twee taken zijn op twee draden; een trage lezer houdt geen draad', async () => {
  const traag = Array.from({ length: 4 }, () => doe({ doe: 'tel', tellers: gedeeld() }));
  for (const stukken of traag) await stukken.next();
  const draden = await Promise.all([1, 2, 3, 4].map(() => alles(doe({ doe: 'draad' }))));
  expect(new Set(draden.map(([draad]) => draad)).size).toBe(2);
  await Promise.all(traag.map((stukken) => stukken.return(undefined)));
});

test('wie tegelijk komt, krijgt het zijne zodra het er is', async () => {
  await Promise.all([1, 2].map(() => alles(doe({ doe: 'niets' }))));
  const begin = performance.now();
  const tijden = await Promise.all(
    Array.from({ length: 20 }, async () => (await alles(doe({ doe: 'reken' })), performance.now() - begin)),
  );
  expect(Math.min(...tijden)).toBeLessThan(Math.max(...tijden) * 0.6);
});

test('wie stopt terwijl er iets loopt, breekt het af; daarna begint er niets meer', async () => {
  const andere = new Workers();
  const stukken = andere.run<Proef>(naam, { doe: 'tel', tellers: gedeeld() });
  await stukken.next();
  await andere.onApplicationShutdown();
  await expect(alles(stukken)).rejects.toThrow('Terminating');
  await expect(alles(andere.run<Proef>(naam, { doe: 'niets' }))).rejects.toThrow('Stopping');
});

test('een draad die niets doet houdt het proces niet in leven', () => {
  const programma = `
    const { Workers } = await import('${path.join(build, 'src/platform/workers.js')}');
    for await (const stuk of new Workers().run('${naam}', { doe: 'niets' })) process.stdout.write(String(stuk[0]));`;
  const begin = performance.now();
  const uit = execFileSync(process.execPath, ['--input-type=module', '-e', programma], {
    env: { ...process.env, NODE_OPTIONS: '' },
    timeout: 30_000,
  });
  expect(uit.toString()).toBe('1');
  expect(performance.now() - begin).toBeLessThan(9_000);
});
