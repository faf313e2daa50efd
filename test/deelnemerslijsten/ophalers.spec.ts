import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { systeem } from '../../src/toegang/wie.js';
import { vraag } from '../support/vraag.js';
import { haal, maakStad, meldAan, PAD, type Stad } from './opstelling.js';

/** A bestuur sees who took its people along, and of no other bestuur anything. */
let stad: Stad;
beforeAll(async () => {
  stad = await maakStad();
  await meldAan(stad, stad.las, stad.spo.school, 'Een');
  await meldAan(stad, stad.las, stad.spo.school, 'Twee');
  await meldAan(stad, stad.las, stad.ksu.school, 'Drie');
});
afterAll(() => stad?.academie.sluit());

const open = async (wie: Stad['spo']): Promise<string[]> => {
  const { cookie } = wie.inlog;
  const { tekst } = await vraag(stad.academie, '/bestuur/downloads', { headers: { cookie } });
  return [...tekst.matchAll(/<tr class="utrecht-table__row">\s*<td[\s\S]*?<\/tr>/g)].map(([rij]) =>
    rij
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
};

test('de eigen collega met naam, de academie met haar rol, elk met hoeveel regels van ons', async () => {
  expect(await open(stad.spo)).toEqual([]);
  await haal(stad, stad.spo, `?status=geplaatst`, 'text/csv');
  const { cookie } = stad.coordinator.inlog;
  await vraag(stad.academie, `/beheer/cohorten/${stad.las.id}/deelnemerslijst.xlsx`, { headers: { cookie } });
  const [laatste, eerste, ...rest] = await open(stad.spo);
  expect(rest).toEqual([]);
  expect(laatste).toContain('Academie (coördinator) Deelnemers voor Excel');
  expect(laatste).toMatch(/ 2$/);
  expect(eerste).toContain(`${stad.spo.gebruiker.naam} Deelnemers als CSV geplaatst`);
  const vanKsu = await open(stad.ksu);
  expect(vanKsu).toHaveLength(1);
  expect(vanKsu[0]).toMatch(/Academie \(coördinator\).* 1$/);
});

test('een systeem van de academie per dag op één regel, en een eigen sleutel met naam', async () => {
  const maak = (naam: string, bestuurId: string | null) =>
    stad.academie.app.get(SleutelsService).maak(systeem, naam, bestuurId, ['deelnemerslijst']);
  const academie = await maak('Geheim systeem', null);
  const eigen = await maak('Personeelssysteem', stad.spo.bestuur.id);
  for (const sleutel of [academie, academie, eigen])
    await vraag(stad.academie, PAD, { headers: { authorization: `Bearer ${sleutel}` } });
  const regels = (await open(stad.spo)).filter((regel) => regel.includes('ander systeem'));
  expect(regels).toHaveLength(2);
  expect(regels.join()).toContain('Sleutel Personeelssysteem');
  expect(regels.find((regel) => regel.includes('Academie (ander systeem)'))).toMatch(/2 keer die dag.* 4$/);
  expect(regels.join()).not.toContain('Geheim systeem');
});

test('wie nog niet heeft bevestigd telt voor geen bestuur mee', async () => {
  await stad.academie.dataSource.query(
    'UPDATE aanmelding SET adres_bevestigd = false WHERE bestuur_id = $1',
    [stad.ksu.bestuur.id],
  );
  const ervoor = (await open(stad.ksu)).length;
  await haal(stad, stad.coordinator, '?schooljaar=', 'text/csv');
  expect(await open(stad.ksu)).toHaveLength(ervoor);
});
