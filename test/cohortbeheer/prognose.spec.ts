import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { maakCohort, maakOpleiding, verzoek } from '../support/makers.js';
import { BesluitService, prognoseVan } from '../../src/cohortbeheer/levensloop/besluit.service.js';

describe('de regel', () => {
  const aantal = fc.nat(200);
  const gegevens = fc.record({
    bezet: aantal,
    ruimte: fc.option(aantal),
    erbij: fc.array(aantal, { minLength: 1, maxLength: 30 }),
  });

  test('blijft tussen wat er is en wat er past, laagst tot en met hoogst', () => {
    fc.assert(
      fc.property(gegevens, ({ bezet, ruimte, erbij }) => {
        const capaciteit = ruimte === null ? null : bezet + ruimte;
        const { verwacht, laagst, hoogst, cohorten } = prognoseVan(bezet, capaciteit, erbij)!;
        expect(bezet <= laagst && laagst <= verwacht && verwacht <= hoogst).toBe(true);
        expect(hoogst).toBeLessThanOrEqual(capaciteit ?? bezet + Math.max(...erbij));
        expect(cohorten).toBe(erbij.length);
      }),
    );
  });

  test('verandert niet met de volgorde van eerdere cohorten, en meer erbij is nooit minder verwacht', () => {
    fc.assert(
      fc.property(gegevens, fc.nat(20), ({ bezet, erbij }, meer) => {
        const zo = prognoseVan(bezet, null, erbij)!;
        expect(prognoseVan(bezet, null, erbij.toReversed())).toEqual(zo);
        const hoger = prognoseVan(
          bezet,
          null,
          erbij.map((n) => n + meer),
        )!;
        expect(hoger.verwacht).toBe(zo.verwacht + meer);
      }),
    );
  });

  test('zegt niets zonder eerdere cohorten, en laat een vol cohort vol', () => {
    expect(prognoseVan(5, 20, [])).toBeNull();
    expect(prognoseVan(20, 20, [4])).toEqual({ verwacht: 20, laagst: 20, hoogst: 20, cohorten: 1 });
    expect(prognoseVan(6, 20, [1, 2, 4])).toEqual({ verwacht: 8, laagst: 7, hoogst: 10, cohorten: 3 });
  });
});

describe('uit eerdere cohorten', () => {
  let academie: Academie;
  beforeAll(async () => {
    academie = await startAcademie();
  });
  afterAll(() => academie.sluit());

  /** A cohort that began so many days ago, with people who came so many days before its start (negative: afterwards). */
  async function eerder(
    opleidingId: string,
    geleden: number,
    dagen: number[],
    status: 'afgerond' | 'concept' = 'afgerond',
  ): Promise<void> {
    const cohort = await maakCohort(academie.dataSource, { opleidingId });
    for (const _ of dagen) await academie.app.get(AanmeldenService).meldAan(cohort.id, verzoek(), systeem);
    const start = new Date(academie.clock.now().getTime() - geleden * 86_400_000);
    const m = academie.dataSource.manager;
    await m.query(
      `UPDATE bijeenkomst SET begint = $2, eindigt = $2::timestamptz + interval '3 hours' WHERE cohort_id = $1`,
      [cohort.id, start],
    );
    await m.query('UPDATE cohort SET status = $2 WHERE id = $1', [cohort.id, status]);
    const aanmeldingen = await m.findBy(Aanmelding, { cohortId: cohort.id });
    for (const [i, { id }] of aanmeldingen.entries())
      await m.update(
        Aanmelding,
        { id },
        { aangemeldOp: new Date(start.getTime() - dagen[i]! * 86_400_000), status: 'voltooid' },
      );
  }

  test('telt wat daar nog bijkwam in dezelfde tijd voor de start', async () => {
    const { id: opleidingId } = await maakOpleiding(academie.dataSource);
    // The new one begins 71 days from now.
    const nieuw = await maakCohort(academie.dataSource, { opleidingId });
    await academie.app.get(AanmeldenService).meldAan(nieuw.id, verzoek(), systeem);
    await eerder(opleidingId, 100, [90, 80, 60, 10]); // two still came
    await eerder(opleidingId, 400, [70, 50, 40, 1, 80]); // four still came
    await eerder(opleidingId, 50, [-1, -2, -3]); // entered afterwards: tells nothing
    await eerder(opleidingId, 60, [5, 5, 5, 5, 5, 5], 'concept');
    await eerder((await maakOpleiding(academie.dataSource)).id, 100, [1, 1, 1, 1, 1, 1, 1]);
    const stand = await academie.app.get(BesluitService).stand(academie.dataSource.manager, nieuw.id);
    expect(stand).toMatchObject({ bezet: 1, voorlopig: 0, wachtend: 0, minimum: 8 });
    expect(stand.prognose).toEqual({ verwacht: 4, laagst: 3, hoogst: 5, cohorten: 2 });
  });

  test('is er niet zonder data, na de start of zonder eerdere cohorten; veel cohorten in één vraag', async () => {
    const queries = academie.app.get(BesluitService);
    const { id: opleidingId } = await maakOpleiding(academie.dataSource);
    const eerste = new Date('2027-01-20T12:00:00Z');
    const cohort = { id: '00000000-0000-4000-8000-000000000001', opleidingId, bezet: 3, capaciteit: 10 };
    const van = (rij: (typeof cohort & { eerste: Date | null })[]) =>
      queries.prognoses(academie.dataSource.manager, rij);
    expect((await van([{ ...cohort, eerste }])).size).toBe(0);
    await eerder(opleidingId, 100, [1, 80]);
    expect((await van([{ ...cohort, eerste: null }])).size).toBe(0);
    expect((await van([{ ...cohort, eerste: new Date('2026-11-01') }])).size).toBe(0);
    const tweede = { ...cohort, id: '00000000-0000-4000-8000-000000000002', bezet: 10, eerste };
    expect(
      [...(await van([{ ...cohort, eerste }, tweede])).values()].map(({ verwacht }) => verwacht),
    ).toEqual([4, 10]);
  });
});
