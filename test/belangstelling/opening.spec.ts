import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Belangstelling } from '../../src/belangstelling/belangstelling.entity.js';
import { BelangstellingService } from '../../src/belangstelling/belangstelling.service.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { reeks } from '../support/aanmeldingen.js';
import { maakCohort, maakOpleiding, maakPersoon } from '../support/makers.js';

let academie: Academie;
beforeAll(async () => {
  academie = await startAcademie();
});
afterAll(() => academie.sluit());

let teller = 0;
async function maakBelangstelling(met: Partial<Belangstelling>): Promise<Belangstelling> {
  const { manager } = academie.dataSource;
  const persoonId = met.persoonId ?? (await maakPersoon(academie.dataSource)).id;
  const nu = academie.clock.now();
  return manager.save(Belangstelling, {
    functie: 'leraar',
    token: `token-${(teller += 1)}`,
    aangemaaktOp: nu,
    bevestigdOp: nu,
    ...met,
    persoonId,
  } as Belangstelling);
}

const open = (cohortId: string): Promise<number> =>
  academie.dataSource.transaction((m) => academie.app.get(BelangstellingService).meldOpening(m, cohortId));

async function gemaild(cohortId: string): Promise<string[]> {
  const rows = await academie.dataSource.query<{ persoon: string }[]>(
    `SELECT persoon_id AS persoon FROM bericht WHERE soort = 'belangstelling/opening' AND cohort_id = $1`,
    [cohortId],
  );
  return rows.map(({ persoon }) => persoon).sort();
}

const lees = (id: string): Promise<Belangstelling> =>
  academie.dataSource.manager.findOneByOrFail(Belangstelling, { id });

test('wie bevestigde hoort het een keer, voor de opleiding of voor dit cohort; niemand anders', async () => {
  const { id: opleidingId } = await maakOpleiding(academie.dataSource, { peiling: true });
  const cohort = await maakCohort(academie.dataSource, { opleidingId, status: 'peiling' });
  const ander = await maakCohort(academie.dataSource, { opleidingId, status: 'peiling' });
  const nu = academie.clock.now();
  const algemeen = await maakBelangstelling({ opleidingId });
  const hiervoor = await maakBelangstelling({ opleidingId, cohortId: cohort.id });
  const beide = await maakBelangstelling({ opleidingId });
  await maakBelangstelling({ opleidingId, cohortId: cohort.id, persoonId: beide.persoonId });
  const stil = [
    await maakBelangstelling({ opleidingId, bevestigdOp: null }),
    await maakBelangstelling({ opleidingId, ingetrokkenOp: nu }),
    await maakBelangstelling({ opleidingId, gemeldOp: nu }),
    await maakBelangstelling({ opleidingId, cohortId: ander.id }),
    await maakBelangstelling({ opleidingId: (await maakOpleiding(academie.dataSource)).id }),
  ];
  expect(await open(cohort.id)).toBe(3);
  const verwacht = [algemeen, hiervoor, beide].map(({ persoonId }) => persoonId).sort();
  expect(await gemaild(cohort.id)).toEqual(verwacht);
  expect(await open(cohort.id)).toBe(0);
  expect(await gemaild(cohort.id)).toEqual(verwacht);
  expect((await lees(algemeen.id)).gemeldOp).toEqual(nu);
  for (const b of stil) expect((await lees(b.id)).gemeldOp).toEqual(b.gemeldOp ?? null);
});

test('wie wachtte op een cohort dat werd geannuleerd hoort van het volgende', async () => {
  const { id: opleidingId } = await maakOpleiding(academie.dataSource);
  const weg = await maakCohort(academie.dataSource, { opleidingId, status: 'peiling' });
  const nieuw = await maakCohort(academie.dataSource, { opleidingId, status: 'peiling' });
  const b = await maakBelangstelling({ opleidingId, cohortId: weg.id });
  await academie.dataSource.manager.update(
    Cohort,
    { id: weg.id },
    { status: 'geannuleerd', annuleringsreden: 'Te weinig', geannuleerdOp: academie.clock.now() },
  );
  expect(await open(nieuw.id)).toBe(1);
  expect(await gemaild(nieuw.id)).toEqual([b.persoonId]);
});

test('twee cohorten van een opleiding die tegelijk opengaan vertellen het ieder mens een keer', async () => {
  const { id: opleidingId } = await maakOpleiding(academie.dataSource);
  const cohorten = await Promise.all(reeks(4).map(() => maakCohort(academie.dataSource, { opleidingId })));
  const mensen = await Promise.all(reeks(20).map(() => maakBelangstelling({ opleidingId })));
  const aantallen = await Promise.all(cohorten.map(({ id }) => open(id)));
  expect(aantallen.reduce((som, n) => som + n)).toBe(20);
  const post = (await Promise.all(cohorten.map(({ id }) => gemaild(id)))).flat();
  expect(post.sort()).toEqual(mensen.map(({ persoonId }) => persoonId).sort());
});

test('een opening die wordt teruggedraaid vertelde het niemand', async () => {
  const cohort = await maakCohort(academie.dataSource, { status: 'peiling' });
  const b = await maakBelangstelling({ opleidingId: cohort.opleidingId });
  const mislukt = academie.dataSource.transaction(async (m) => {
    await academie.app.get(BelangstellingService).meldOpening(m, cohort.id);
    throw new Error('toch niet');
  });
  await expect(mislukt).rejects.toThrow('toch niet');
  expect(await gemaild(cohort.id)).toEqual([]);
  expect((await lees(b.id)).gemeldOp).toBeNull();
});

test('tweeduizend tegelijk', async () => {
  const cohort = await maakCohort(academie.dataSource, { status: 'peiling' });
  await academie.dataSource.query(
    `WITH mensen AS (
       INSERT INTO persoon (voornaam, achternaam, email, email_norm, aangemaakt_op)
       SELECT 'Veel', 'Mens', 'veel' || n || '@school.example', 'veel' || n || '@school.example', now()
         FROM generate_series(1, 2000) n RETURNING id)
     INSERT INTO belangstelling (opleiding_id, persoon_id, functie, token, aangemaakt_op, bevestigd_op)
     SELECT $1, id, 'leraar', id::text, now(), now() FROM mensen`,
    [cohort.opleidingId],
  );
  expect(await open(cohort.id)).toBe(2000);
  expect(new Set(await gemaild(cohort.id)).size).toBe(2000);
});
