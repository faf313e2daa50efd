import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { startAcademie, type Academie } from '../support/academie.js';
import { vul } from '../support/aanmeldingen.js';
import { maakCohort } from '../support/makers.js';

let academie: Academie;
beforeAll(async () => {
  academie = await startAcademie();
});
afterAll(() => academie.sluit());

interface Uitkomst {
  code: number | undefined;
  uitvoer: string;
  fouten: string;
}

/** The command as `npm run controleer` starts it, in a process of its own. */
function controleer(databaseUrl: string): Promise<Uitkomst> {
  const programma = path.join(process.env.TEST_BUILD ?? '', 'src/opdrachten/controleer.js');
  const env = { PATH: process.env.PATH, DATABASE_URL: databaseUrl, DEMO_DATA: 'off' };
  return new Promise((klaar) => {
    const child = execFile(process.execPath, [programma], { env }, (_fout, uitvoer, fouten) =>
      klaar({ code: child.exitCode ?? undefined, uitvoer, fouten }),
    );
  });
}

test('alles klopt is 0 met wat er is bekeken; wat niet klopt is 2 met alleen kenmerken; anders 1', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 2, minimum: 0 });
  const [a] = await vul(academie, cohort.id, 3);
  const goed = await controleer(academie.databaseUrl);
  expect(goed.uitvoer).toMatch(
    /klopt: Geen plaats is twee keer vergeven\. \(plaatsnummer-uniek, 2 bekeken\)/,
  );
  expect(goed.uitvoer).toMatch(/Alle \d+ invarianten kloppen\.\n$/);
  expect(goed.code).toBe(0);

  // Somebody made room by hand, with the tables and constraints as they are: that is allowed, but nobody was told.
  await academie.dataSource
    .query(`UPDATE aanmelding SET status = 'geannuleerd', plaatsnummer = NULL, plaats_van = NULL
    WHERE id = '${a!.id}'`);
  await academie.dataSource.query(
    `UPDATE aanmelding SET status_sinds = '2026-01-01' WHERE status = 'wachtlijst'`,
  );
  const [kapot, verkeerd] = await Promise.all([
    controleer(academie.databaseUrl),
    controleer('mysql://nergens'),
  ]);
  expect(kapot.uitvoer).toContain(
    `KLOPT NIET, 1 keer: Nergens staat iemand op de wachtlijst die een vrije plaats had moeten krijgen.`,
  );
  expect(kapot.uitvoer).toContain(`  - ${cohort.id}\n`);
  expect(kapot.uitvoer).toContain(`  - ${a!.id}\n`);
  expect(kapot.uitvoer).toMatch(/2 van de \d+ invarianten kloppen niet\.\n$/);
  expect(kapot.uitvoer).not.toMatch(/Berg|@school/);
  expect([kapot.code, verkeerd.code]).toEqual([2, 1]);
  expect(verkeerd.fouten).toContain('DATABASE_URL moet beginnen met postgres://');
});
