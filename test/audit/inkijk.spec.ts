import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AuditQueries } from '../../src/audit/audit.queries.js';
import { systeem } from '../../src/toegang/wie.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { meldLosAan, reeks } from '../support/aanmeldingen.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { logIn } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakGebruiker, maakSchool } from '../support/makers.js';
import { vraag } from '../support/vraag.js';
import { alsEigenaar } from '../support/database.js';

let huis: Academie;
let cohort: Cohort;
let aanmelding: Aanmelding;
let bestuurId: string;
let sleutel: Record<string, string>;
let bestuur: Record<string, string>;
let coordinator: Record<string, string>;

interface Regel {
  code: string;
  wieSoort: string;
  onderwerpId: string;
  gegevens: Record<string, unknown>;
}

beforeAll(async () => {
  huis = await startAcademie();
  const { dataSource: ds } = huis;
  cohort = await maakCohort(ds);
  bestuurId = (await maakBestuur(ds)).id;
  const { vestigingscode } = await maakSchool(ds, { bestuurId });
  for (const _een of reeks(3)) aanmelding = await meldLosAan(huis, cohort.id, systeem, { vestigingscode });
  const geheim = await huis.app.get(SleutelsService).maak(systeem, 'hr', bestuurId, ['deelnemerslijst']);
  sleutel = { authorization: `Bearer ${geheim}` };
  bestuur = { cookie: (await logIn(huis, await maakGebruiker(ds, { rol: 'bestuur', bestuurId }))).cookie };
  coordinator = { cookie: (await logIn(huis, await maakGebruiker(ds))).cookie };
});
afterAll(() => huis?.sluit());
beforeEach(async () => {
  huis.clock.set(DINSDAG);
  await alsEigenaar(() =>
    huis.dataSource.query(`DELETE FROM auditregel WHERE code ~ '(gedownload|bekeken|mislukt)$'`),
  );
});

const inzage = (): Promise<Regel[]> =>
  huis.dataSource.query(
    `SELECT code, wie_soort AS "wieSoort", onderwerp_id AS "onderwerpId", gegevens FROM auditregel
      WHERE code ~ '(gedownload|bekeken|mislukt)$' ORDER BY id`,
  );
const haal = async (pad: string, headers: Record<string, string>): Promise<void> => {
  expect([pad, (await vraag(huis, pad, { headers })).status]).toEqual([pad, 200]);
};

describe('een systeem dat de hele dag vraagt', () => {
  test('laat per sleutel, dag en filter één regel na, ook als alles tegelijk komt', async () => {
    const paginas = ['?paginaGrootte=2', '?paginaGrootte=2&pagina=2'];
    await Promise.all(reeks(12).map((i) => haal(`/api/v1/deelnemerslijst${paginas[i % 2]}`, sleutel)));
    await haal(`/api/v1/deelnemerslijst?cohort=${cohort.id}`, sleutel);
    await haal('/api/v1/certificaten', sleutel);
    await haal('/api/v1/certificaten', sleutel);
    huis.clock.advance(24 * 60);
    await haal('/api/v1/deelnemerslijst', sleutel);
    const regels = await inzage();
    expect(regels.map(({ code, gegevens }) => [code, gegevens.keer, gegevens.aantal])).toEqual([
      ['deelnemerslijst.gedownload', 12, 18],
      ['deelnemerslijst.gedownload', 1, 3],
      ['certificatenlijst.gedownload', 2, 0],
      ['deelnemerslijst.gedownload', 1, 3],
    ]);
    expect(regels[1]!.gegevens.filter).toEqual({ cohort: cohort.id });
  });

  test('verbergt niet wat mensen deden: hun bestanden houden elk een eigen regel', async () => {
    for (const _keer of reeks(2)) {
      await haal('/api/v1/deelnemerslijst', sleutel);
      await haal('/bestuur/deelnemerslijst.csv', bestuur);
    }
    const wie = (await inzage()).map(({ wieSoort, gegevens }) => [wieSoort, gegevens.formaat, gegevens.keer]);
    expect(wie).toEqual([
      ['sleutel', 'json', 2],
      ['gebruiker', 'csv', undefined],
      ['gebruiker', 'csv', undefined],
    ]);
  });

  test('staat apart van de geschiedenis van het bestuur en van het cohort', async () => {
    await haal('/api/v1/deelnemerslijst', sleutel);
    await haal(`/beheer/cohorten/${cohort.id}/deelnemerslijst.csv`, coordinator);
    const audit = huis.app.get(AuditQueries);
    expect(await audit.vanOnderwerpen('bestuur', [bestuurId])).toEqual([]);
    const inzage = await audit.inzageIn('bestuur', [bestuurId]);
    // The key, and the coördinator, who took a list along with people of this bestuur in it.
    expect(inzage.map(({ code }) => code)).toEqual([
      'deelnemerslijst.gedownload',
      'bestuurslijst.gedownload',
    ]);
    const codes = async (soort?: 'inzage') =>
      (await audit.vanCohort(cohort.id, soort ? { soort } : {}, 0, 50)).regels.map(({ code }) => code);
    expect(await codes()).toEqual(reeks(3).map(() => 'aanmelding.aangemeld'));
    expect(await codes('inzage')).toEqual(['deelnemerslijst.gedownload']);
    const { tekst } = await vraag(huis, `/beheer/organisaties/${bestuurId}`, { headers: coordinator });
    expect(tekst).toMatch(/Bekeken en gedownload[\s\S]*Deelnemerslijst gedownload \(json, 3 regels\)/);
  });
});

describe('wie kijkt', () => {
  test('naar de lijst van een bestuur, een presentielijst, een mens of een bericht, staat in de audit', async () => {
    const { id } = await huis.dataSource.manager.findOneByOrFail(Bijeenkomst, { cohortId: cohort.id });
    const [eerste] = await huis.dataSource.query<{ id: string }[]>('SELECT id FROM bericht LIMIT 1');
    const bericht = eerste!.id;
    await haal('/bestuur', bestuur);
    await haal('/bestuur', bestuur);
    await haal(`/beheer/bijeenkomsten/${id}/presentielijst`, coordinator);
    await haal(`/beheer/personen/${aanmelding.persoonId}`, coordinator);
    await haal(`/api/v1/personen/${aanmelding.persoonId}`, coordinator);
    await haal(`/beheer/berichten/${bericht}`, coordinator);
    await haal(`/api/v1/berichten/${bericht}`, coordinator);
    const regels = await inzage();
    expect(regels.map(({ code, onderwerpId, gegevens }) => [code, onderwerpId, gegevens.keer])).toEqual([
      ['deelnemerslijst.bekeken', bestuurId, 2],
      ['presentielijst.bekeken', cohort.id, 1],
      ['persoon.bekeken', aanmelding.persoonId, 2],
      ['bericht.bekeken', bericht, 2],
    ]);
    expect(regels[0]!.gegevens).toMatchObject({ aantal: 6, filter: {} });
  });

  test('een bestuur dat zijn mensen van één cohort uit de API haalt ook, met een sessie en met een sleutel', async () => {
    const pad = `/api/v1/cohorten/${cohort.id}/aanmeldingen`;
    const geheim = await huis.app.get(SleutelsService).maak(systeem, 'his', bestuurId, ['aanmeldingen']);
    for (const wie of [bestuur, { authorization: `Bearer ${geheim}` }]) {
      await haal(pad, wie);
      await haal(pad, wie);
    }
    await haal(pad, coordinator);
    const filter = { cohort: cohort.id };
    expect(await inzage()).toMatchObject(
      ['gebruiker', 'sleutel'].map((wieSoort) => ({
        code: 'deelnemerslijst.bekeken',
        wieSoort,
        onderwerpId: bestuurId,
        gegevens: { keer: 2, aantal: 6, filter },
      })),
    );
  });

  test('en wie niet wist in te loggen ook: van een vreemd adres blijft alleen het aantal', async () => {
    const bekend = await maakGebruiker(huis.dataSource, { email: 'iemand@academie.example' });
    for (const email of [bekend.email, 'vreemd1@elders.example', 'vreemd2@elders.example']) {
      const body = new URLSearchParams({ email, wachtwoord: 'helemaal-verkeerd' });
      const antwoord = await vraag(huis, '/inloggen', { method: 'POST', body });
      expect(antwoord.status).toBe(422);
    }
    const regels = await inzage();
    expect(regels.map(({ code, onderwerpId, gegevens }) => [code, onderwerpId, gegevens.keer])).toEqual([
      ['gebruiker.inloggen-mislukt', bekend.id, 1],
      ['gebruiker.inloggen-mislukt', 'onbekend', 2],
    ]);
    expect(JSON.stringify(regels)).not.toContain('example');
  });
});
