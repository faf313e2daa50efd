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
  test('cohort, opleiding en schooljaar maken de lijst kleiner, ook samen', async () => {
    expect(await lijst(`?cohort=${stad.coachen.id}`)).toEqual(['Coach']);
    expect(await lijst('?opleiding=LAS-1')).toEqual(['Onbevestigd', 'Vast']);
    expect(await lijst('?schooljaar=2025-2026')).toEqual(['Coach']);
    expect(await lijst('?opleiding=LAS-1&schooljaar=2025-2026')).toEqual([]);
  });

  test('status neemt er een, meer, en een lijst', async () => {
    expect(await lijst('?status=wachtlijst')).toEqual(['Derde', 'Tweede']);
    expect(await lijst('?status=wachtlijst,voorlopig')).toEqual(['Derde', 'Onbevestigd', 'Tweede']);
    expect(await lijst('?status=wachtlijst&status=voorlopig')).toEqual(['Derde', 'Onbevestigd', 'Tweede']);
  });

  test('een lege keuze van een formulier is geen filter', async () => {
    expect((await vraagt('?cohort=&opleiding=&schooljaar=&status=')).json().totaal).toBe(6);
    // Two of them were filled in by a stranger.
    expect((await haal(stad, stad.spo)).json().totaal).toBe(4);
    expect(namen(await haal(stad, stad.spo, '?status=wachtlijst,voorlopig'))).toEqual(['Derde']);
  });

  test('foute waarden worden genoemd, alle tegelijk', async () => {
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

  test('wat niet bestaat wordt geweigerd, zodat een typefout niet op niemand lijkt', async () => {
    const antwoord = await vraagt(`?cohort=${randomUUID()}&opleiding=LAS-9`);
    expect(antwoord.status).toBe(400);
    expect(antwoord.json<{ fouten: { veld: string }[] }>().fouten.map(({ veld }) => veld)).toEqual([
      'cohort',
      'opleiding',
    ]);
  });

  test("pagina's overlappen niet en zijn samen het geheel", async () => {
    const paginas = await Promise.all([1, 2, 3].map((n) => vraagt(`?paginaGrootte=2&pagina=${n}`)));
    expect(paginas.map((pagina) => pagina.json().totaal)).toEqual([6, 6, 6]);
    expect(new Set(paginas.flatMap(namen)).size).toBe(6);
  });
});

describe('wie niet zeker is', () => {
  const een = async (achternaam: string) =>
    (await vraagt(''))
      .json<{ items: Record<string, unknown>[] }>()
      .items.find((d) => d.achternaam === achternaam);

  test('een adres dat niet is bevestigd is te zien, met een plaats en in de rij', async () => {
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

  test('een vastgehouden plaats na haar einde leest als verlopen, ook voor het filter, nog voor de planner is geweest', async () => {
    stad.academie.clock.advance(24 * 60);
    stad.coordinator.inlog = await logIn(stad.academie, stad.coordinator.gebruiker);
    expect(await een('Onbevestigd')).toMatchObject({ status: 'verlopen', wachtOp: [], vervaltOp: null });
    expect(await lijst('?status=voorlopig')).toEqual([]);
    expect(await lijst('?status=verlopen')).toEqual(['Onbevestigd']);
  });
});
