import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Belangstelling } from '../../src/belangstelling/belangstelling.entity.js';
import { opruimingen } from '../../src/bewaartermijnen/bewaartermijnen.rules.js';
import { BewaartermijnenService } from '../../src/bewaartermijnen/bewaartermijnen.service.js';
import { Opruimverslag } from '../../src/bewaartermijnen/opruimverslag.entity.js';
import { PlannerService } from '../../src/planner/planner.service.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { meldLosAan } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { alsEigenaar } from '../support/database.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, maakOpleiding, maakPersoon } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';

let huis: Academie;
let cohort: Cohort;
let privacy: Inlog;

const m = () => huis.dataSource.manager;
const haal = async (pad: string): Promise<string> =>
  (await vraag(huis, pad, { headers: { cookie: privacy.cookie } })).tekst;
const verslagen = (): Promise<Opruimverslag[]> => m().find(Opruimverslag, { order: { id: 'ASC' } });

/** Two who fell out of one cohort, and one who was interested, all long ago. */
beforeAll(async () => {
  huis = await startAcademie();
  const opleiding = await maakOpleiding(huis.dataSource, { naam: 'Coteachen' });
  cohort = await maakCohort(huis.dataSource, { opleidingId: opleiding.id, naam: 'voorjaar' });
  for (const achternaam of ['Een', 'Twee']) {
    const { id } = await meldLosAan(huis, cohort.id, systeem, { achternaam });
    await m().query(
      `UPDATE aanmelding SET status = 'geannuleerd', plaatsnummer = NULL, plaats_van = NULL WHERE id = $1`,
      [id],
    );
  }
  const { id: persoonId } = await maakPersoon(huis.dataSource, { aangemaaktOp: new Date('2026-11-10') });
  await m().insert(Belangstelling, {
    ...{
      opleidingId: opleiding.id,
      persoonId,
      functie: 'leraar',
      token: 't',
      aangemaaktOp: new Date('2026-11-10'),
    },
  });
  huis.clock.set(new Date('2034-01-01T04:00:00Z'));
  privacy = await logIn(huis, await maakGebruiker(huis.dataSource, { rol: 'privacy' }));
});
afterAll(() => huis?.sluit());

test('de regels staan er met hun echte termijn en wat er gebeurt', async () => {
  const tekst = await haal('/beheer/bewaartermijnen');
  for (const { wat, gevolg } of opruimingen) {
    expect(tekst.toLowerCase()).toContain(wat[1].replace('keer ', '').toLowerCase());
    expect(tekst).toContain(gevolg);
  }
  expect(tekst).toContain('7 jaar <span class="ula-erbij">BEWAAR_CERTIFICATEN');
  expect(new Set(opruimingen.map(({ code }) => code)).size).toBe(opruimingen.length);
});

test('vooruitkijken zegt hetzelfde als de proef van de taak, per cohort, en verandert niets', async () => {
  const { regels } = await huis.app
    .get(PlannerService)
    .draai('bewaartermijnen', { proef: true, door: 'opdracht' });
  expect(regels).toEqual(
    expect.arrayContaining(['2 aanmeldingen van wie afviel gewist', '3 personen gewist']),
  );
  const proef = await stuur(huis, '/beheer/bewaartermijnen/proef', privacy, {});
  expect(proef.status).toBe(200);
  const gezegd = [
    ...proef.tekst.matchAll(/<summary class="ula-meer__knop">([^<]+)<|<div>\s+([^<>]+)\s+<\/div>/g),
  ];
  expect(gezegd.map(([, met, zonder]) => `${(met ?? zonder)!.trim()} gewist`)).toEqual(regels);
  expect(proef.tekst).toMatch(/aanmeldingen van wie afviel<[\s\S]{0,200}<dt>Coteachen, voorjaar<\/dt><dd>2</);
  expect(proef.tekst).toContain('<dt>uit 2026</dt>');
  expect(await m().countBy(Persoon, { achternaam: 'Een' })).toBe(1);
  expect(await verslagen()).toEqual([]);
});

test('wie midden in het opruimen stopt laat een verslag na van precies wat al weg is', async () => {
  await alsEigenaar(() =>
    huis.dataSource.query(`
      CREATE FUNCTION kapot() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'kapot'; END $$;
      CREATE TRIGGER kapot BEFORE DELETE ON belangstelling FOR EACH ROW EXECUTE FUNCTION kapot()`),
  );
  await expect(huis.app.get(BewaartermijnenService).ruimOp()).rejects.toThrow('kapot');
  await alsEigenaar(() => huis.dataSource.query('DROP TRIGGER kapot ON belangstelling'));
  const [verslag] = await verslagen();
  expect(verslag).toMatchObject({ afgebroken: true, aanleiding: 'opdracht' });
  expect(verslag!.regels.map(({ code }) => code)).toEqual(['berichtteksten']);
  const [weg] = await m().query<{ n: number }[]>('SELECT count(gewist_op)::integer AS n FROM bericht');
  expect(verslag!.regels[0]!.aantal).toBe(weg!.n);
  expect(await m().count(Belangstelling)).toBe(1);
});

test('een verslag blijft, met wie het deed en per cohort hoeveel, ook als de mensen weg zijn', async () => {
  const gebruiker = await maakGebruiker(huis.dataSource, { rol: 'beheer', naam: 'Bea Heer' });
  const beheer = await logIn(huis, gebruiker);
  await stuur(huis, '/beheer/planner/bewaartermijnen/run', beheer, {});
  const laatste = (await verslagen()).at(-1)!;
  expect(laatste).toMatchObject({ aanleiding: 'beheer', gebruikerId: gebruiker.id, afgebroken: false });
  expect(laatste.regels).toContainEqual({ code: 'afgevallen', aantal: 2, waar: { [cohort.id]: 2 } });
  expect(laatste.totaal).toBe(laatste.regels.reduce((som, { aantal }) => som + aantal, 0));
  expect(await m().countBy(Persoon, { achternaam: 'Een' })).toBe(0);
  const tekst = await haal(`/beheer/bewaartermijnen/verslagen/${laatste.id}`);
  for (const stuk of ['Bea Heer, met de hand', 'Coteachen, voorjaar', '2 aanmeldingen van wie afviel'])
    expect(tekst).toContain(stuk);
  expect(await haal('/beheer/bewaartermijnen')).toContain(`/verslagen/${laatste.id}`);
  for (const id of ['0', 'x', '99999999999999999999'])
    expect(
      (await vraag(huis, `/beheer/bewaartermijnen/verslagen/${id}`, { headers: { cookie: privacy.cookie } }))
        .status,
    ).toBe(404);
});
