import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { anoniem } from '../../src/toegang/wie.js';
import { logIn } from '../support/inloggen.js';
import { maakCohort } from '../support/makers.js';
import { haal, maakStad, meldAan, namen, type Stad } from './opstelling.js';

/** What the list can be asked, and what it says of who is not certain of a place. */
let stad: Stad;
beforeAll(async () => {
  stad = await maakStad();
  const { spo, las, coachen } = stad;
  await meldAan(stad, las, spo.school, 'Vast');
  await meldAan(stad, las, spo.school, 'Onbevestigd', {}, anoniem);
  await meldAan(stad, coachen, spo.school, 'Coach');
  const vol = await maakCohort(stad.academie.dataSource, { capaciteit: 1, minimum: 1, code: 'VOL' });
  await meldAan(stad, vol, spo.school, 'Eerste');
  await meldAan(stad, vol, spo.school, 'Tweede', {}, anoniem);
  await meldAan(stad, vol, spo.school, 'Derde');
});
afterAll(() => stad?.academie.sluit());

/** As the academie, which also sees who has not confirmed the address yet. */
const vraagt = (query: string) => haal(stad, stad.coordinator, query);
const lijst = async (query: string) => namen(await vraagt(query)).sort();

describe('filters', () => {
  test('cohort, opleiding and schooljaar narrow the list, together too', async () => {
    expect(await lijst(`?cohort=${stad.coachen.id}`)).toEqual(['Coach']);
    expect(await lijst('?opleiding=LAS-1')).toEqual(['Onbevestigd', 'Vast']);
    expect(await lijst('?schooljaar=2025-2026')).toEqual(['Coach']);
    expect(await lijst('?opleiding=LAS-1&schooljaar=2025-2026')).toEqual([]);
  });

  test('status takes one, several, and a list', async () => {
    expect(await lijst('?status=wachtlijst')).toEqual(['Derde', 'Tweede']);
    expect(await lijst('?status=wachtlijst,voorlopig')).toEqual(['Derde', 'Onbevestigd', 'Tweede']);
    expect(await lijst('?status=wachtlijst&status=voorlopig')).toEqual(['Derde', 'Onbevestigd', 'Tweede']);
  });

  test('an empty choice of a form is no filter', async () => {
    expect((await vraagt('?cohort=&opleiding=&schooljaar=&status=')).json().totaal).toBe(6);
    // Two of them were filled in by a stranger.
    expect((await haal(stad, stad.spo)).json().totaal).toBe(4);
    expect(namen(await haal(stad, stad.spo, '?status=wachtlijst,voorlopig'))).toEqual(['Derde']);
  });

  test('wrong values are named, all at once', async () => {
    const antwoord = await vraagt(
      '?cohort=nee&opleiding=las%201&schooljaar=26-27&status=geplaatst,zomaar&formaat=pdf&pagina=0&raar=1',
    );
    expect(antwoord.status).toBe(400);
    const { code, fouten } = antwoord.json<{ code: string; fouten: { veld: string }[] }>();
    expect(code).toBe('ongeldige-velden');
    expect(fouten.map(({ veld }) => veld).sort()).toEqual(
      ['cohort', 'formaat', 'opleiding', 'pagina', 'raar', 'schooljaar', 'status'].sort(),
    );
  });

  test('what does not exist is refused, so that a typing error does not look like nobody', async () => {
    const antwoord = await vraagt(`?cohort=${randomUUID()}&opleiding=LAS-9`);
    expect(antwoord.status).toBe(400);
    expect(antwoord.json<{ fouten: { veld: string }[] }>().fouten.map(({ veld }) => veld)).toEqual([
      'cohort',
      'opleiding',
    ]);
  });

  test('pages do not overlap and together are the whole', async () => {
    const paginas = await Promise.all([1, 2, 3].map((n) => vraagt(`?paginaGrootte=2&pagina=${n}`)));
    expect(paginas.map((pagina) => pagina.json().totaal)).toEqual([6, 6, 6]);
    expect(new Set(paginas.flatMap(namen)).size).toBe(6);
  });
});

describe('who is not certain', () => {
  const een = async (achternaam: string) =>
    (await vraagt(''))
      .json<{ items: Record<string, unknown>[] }>()
      .items.find((d) => d.achternaam === achternaam);

  test('an address that is not confirmed shows, with a place and in line', async () => {
    expect(await een('Onbevestigd')).toMatchObject({
      status: 'voorlopig',
      wachtOp: ['emailbevestiging'],
      vervaltOp: '2026-11-11T09:00:00.000Z',
    });
    expect(await een('Tweede')).toMatchObject({
      status: 'wachtlijst',
      wachtOp: ['emailbevestiging'],
      wachtlijstpositie: 1,
    });
    expect(await een('Derde')).toMatchObject({ status: 'wachtlijst', wachtOp: [], wachtlijstpositie: 2 });
  });

  test('a hold past its end reads as verlopen, also for the filter, before the planner has been', async () => {
    stad.academie.clock.advance(24 * 60);
    stad.coordinator.inlog = await logIn(stad.academie, stad.coordinator.gebruiker);
    expect(await een('Onbevestigd')).toMatchObject({ status: 'verlopen', wachtOp: [], vervaltOp: null });
    expect(await lijst('?status=voorlopig')).toEqual([]);
    expect(await lijst('?status=verlopen')).toEqual(['Onbevestigd']);
  });
});
