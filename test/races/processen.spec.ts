import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { addHours } from '../../src/platform/clock/dates.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { maakCohort } from '../support/makers.js';
import { deadlocks, inCohort, reeks, verwachtGaaf, vul } from '../support/aanmeldingen.js';

/** A process of the product that does what it is told. */
interface Proces {
  doe<T>(opdracht: object): Promise<T>;
}

let academie: Academie;
const processen: ChildProcess[] = [];
let links: Proces;
let rechts: Proces;
beforeAll(async () => {
  academie = await startAcademie();
  [links, rechts] = await Promise.all([startProces(), startProces()]);
});
afterAll(async () => {
  processen.forEach((proces) => proces.kill('SIGKILL'));
  await academie.sluit();
});

async function startProces(): Promise<Proces> {
  const programma = path.join(import.meta.dirname, 'proces.mjs');
  const child = spawn(process.execPath, [programma, academie.databaseUrl, DINSDAG.toISOString()], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  processen.push(child);
  const regels = createInterface(child.stdout)[Symbol.asyncIterator]();
  const lees = async (): Promise<unknown> => JSON.parse(String((await regels.next()).value));
  expect(await lees()).toBe('klaar');
  return {
    doe: async <T>(opdracht: object) => {
      child.stdin.write(`${JSON.stringify(opdracht)}\n`);
      return (await lees()) as T;
    },
  };
}

const mensen = (naam: string, aantal: number): string[] =>
  reeks(aantal).map((i) => `${naam}${i}@school.example`);

test('twee processen vullen tegelijk één cohort: 20 plaatsen, de rest in één rij, niemand dubbel', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 20 });
  const beide = mensen('beide', 30);
  const [a, b] = await Promise.all([
    links.doe<string[]>({ doe: 'meldAan', cohortId: cohort.id, adressen: [...beide, ...mensen('l', 100)] }),
    rechts.doe<string[]>({
      doe: 'meldAan',
      cohortId: cohort.id,
      adressen: [...beide.toReversed(), ...mensen('r', 100)],
    }),
  ]);
  const aantal = (wat: string) => [...a, ...b].filter((uitkomst) => uitkomst === wat).length;
  expect([aantal('geplaatst'), aantal('wachtlijst'), aantal('al-aangemeld')]).toEqual([20, 210, 30]);
  // Both had a share in it, else nothing was raced.
  expect(a).toContain('wachtlijst');
  expect(b).toContain('wachtlijst');
  expect(await academie.dataSource.manager.count(Persoon)).toBe(230);
  expect(await deadlocks(academie)).toBe(0);
  await verwachtGaaf(academie);
});

test('twee planners tegelijk: elke vrije plaats wordt één keer aangeboden', async () => {
  const cohorten = await Promise.all(
    reeks(6).map(() => maakCohort(academie.dataSource, { capaciteit: 8, minimum: 4 })),
  );
  for (const { id } of cohorten) await vul(academie, id, 20);
  // As if somebody had made room behind the back of the product.
  await academie.dataSource.query('UPDATE cohort SET capaciteit = 12 WHERE capaciteit = 8');
  const planner = { doe: 'planner', nu: addHours(DINSDAG, 1).toISOString() };
  const aantallen = await Promise.all([links.doe<number>(planner), rechts.doe<number>(planner)]);
  expect(aantallen[0] + aantallen[1]).toBe(6 * 4);
  for (const { id } of cohorten) {
    const aangeboden = (await inCohort(academie, id)).filter(({ wachtOp }) => wachtOp.includes('aanbod'));
    expect(aangeboden.map(({ aanbodNummer }) => aanbodNummer)).toEqual([1, 1, 1, 1]);
  }
  academie.clock.set(addHours(DINSDAG, 1));
  await verwachtGaaf(academie);
});
