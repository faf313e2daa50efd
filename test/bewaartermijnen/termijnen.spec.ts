import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Aanwezigheid } from '../../src/aanwezigheid/aanwezigheid.entity.js';
import { BewaartermijnenTaak } from '../../src/bewaartermijnen/bewaartermijnen.taken.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { addMonths } from '../../src/platform/clock/dates.js';
import { readSettings, Settings } from '../../src/platform/config/settings.js';
import { maakCertificaat, maakVoltooid } from '../certificering/certificaten.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { maakCohort, maakPersoon } from '../support/makers.js';
import { vraag } from '../support/vraag.js';
import { alsEigenaar } from '../support/database.js';

/** What each setting erases; each has a number of months of its own, so that none can do the work of another. */
const termijnen = {
  BEWAAR_BERICHTEN: { maanden: 2, gewist: ['1 tekst van een bericht gewist'] },
  BEWAAR_INZAGE: { maanden: 3, gewist: ['1 regel over inzage gewist'] },
  BEWAAR_BELANGSTELLING: { maanden: 4, gewist: ['1 belangstelling gewist'] },
  BEWAAR_EVALUATIES: { maanden: 5, gewist: ['1 evaluatie met haar antwoorden gewist'] },
  BEWAAR_AFGEVALLEN: { maanden: 6, gewist: ['1 aanmelding van wie afviel gewist', '2 personen gewist'] },
  BEWAAR_DEELNAME: {
    maanden: 7,
    gewist: [
      '1 adres van een medewerker of bestuur bij een bericht gewist',
      '1 aanwezigheid gewist',
      '1 aanmelding van een deelnemer gewist',
      '1 persoon gewist',
    ],
  },
  BEWAAR_CERTIFICATEN: {
    maanden: 8,
    gewist: ['1 naam op een certificaat gewist', '1 aanmelding van een deelnemer gewist', '1 persoon gewist'],
  },
};
const namen = Object.keys(termijnen) as (keyof typeof termijnen)[];

/** The end of the only bijeenkomst; everything else here happened at that moment too. */
const TOEN = new Date('2027-01-20T15:00:00Z');
const MINUUT = 60_000;

let huis: Academie;
beforeAll(async () => {
  huis = await startAcademie(Object.fromEntries(namen.map((naam) => [naam, termijnen[naam].maanden])));
  const ds = huis.dataSource;
  const vraag = (sql: string, ...waarden: unknown[]) => ds.query(sql, waarden);
  const cohort = await maakCohort(ds);
  const mens = async () => (await maakPersoon(ds, { aangemaaktOp: TOEN })).id;
  const meld = async (status: 'voltooid' | 'geannuleerd', plaats: object) =>
    maakVoltooid(ds, { cohortId: cohort.id, persoonId: await mens(), status, ...plaats });
  const deelnemer = await meld('voltooid', {});
  const geslaagd = await meld('voltooid', {});
  await meld('geannuleerd', { plaatsnummer: null, plaatsVan: null });
  await maakCertificaat(ds, geslaagd, { uitgereiktOp: TOEN });
  const { id: bijeenkomstId } = await ds.manager.findOneByOrFail(Bijeenkomst, { cohortId: cohort.id });
  const was = { bijeenkomstId, aanmeldingId: deelnemer.id, stand: 'aanwezig', op: TOEN } as const;
  await ds.manager.insert(Aanwezigheid, was);
  await vraag(
    `INSERT INTO bericht (sleutel, soort, aan, onderwerp, html, tekst, status, verzonden_op, aangemaakt_op, verzenden_op)
     VALUES ('s', 'proef/groet', 'a@school.example', 'Dag', 'Dag', 'Dag', 'verzonden', $1, $1, $1)`,
    TOEN,
  );
  await vraag(
    `INSERT INTO belangstelling (opleiding_id, persoon_id, functie, token, aangemaakt_op) VALUES ($1, $2, 'leraar', 't', $3)`,
    cohort.opleidingId,
    await mens(),
    TOEN,
  );
  await vraag(
    `WITH e AS (INSERT INTO evaluatie (cohort_id, soort, vragen, aanbieders, schooljaar, geopend_op, sluit_op, gesloten_op)
                VALUES ($1, 'evaluatie', '[]', '{}', '2026-2027', $3::timestamptz - interval '1 day', $3, $3) RETURNING id),
          u AS (INSERT INTO evaluatie_uitnodiging (evaluatie_id, aanmelding_id, token, uitgenodigd_op)
                SELECT id, $2, 't', $3 FROM e)
     INSERT INTO evaluatie_antwoord (evaluatie_id, waarden) SELECT id, '{}' FROM e`,
    cohort.id,
    deelnemer.id,
    TOEN,
  );
  await alsEigenaar(() => vraag('DELETE FROM auditregel'));
  await vraag(
    `INSERT INTO auditregel (op, code, wie_soort, onderwerp_soort, onderwerp_id)
     SELECT $1, code, 'systeem', 'cohort', 'x' FROM unnest(ARRAY['deelnemerslijst.gedownload', 'cohort.gewijzigd']) code`,
    TOEN,
  );
});
afterAll(() => huis?.sluit());

const draaiOp = async (moment: Date): Promise<string[]> => {
  huis.clock.set(moment);
  return (await huis.app.get(BewaartermijnenTaak).voerUit({ proef: false })).regels;
};

test.each(namen)('%s: op de minuut, en niets anders', async (naam) => {
  const om = addMonths(TOEN, termijnen[naam].maanden).getTime();
  expect(await draaiOp(new Date(om - MINUUT))).toEqual([]);
  expect(await draaiOp(new Date(om + MINUUT))).toEqual(termijnen[naam].gewist);
});

test('wat iemand deed blijft, wat iemand inzag niet', async () => {
  const rows = await huis.dataSource.query<{ code: string }[]>(`SELECT code FROM auditregel`);
  expect(rows.map(({ code }) => code)).toEqual(['cohort.gewijzigd']);
});

test('elke termijn staat hier, en in de README met het getal dat geldt', () => {
  const instellingen = new Settings();
  const alle = Object.keys(instellingen).filter((naam) => naam.startsWith('BEWAAR_'));
  expect([...alle].sort()).toEqual([...namen].sort());
  const readme = readFileSync(path.resolve(import.meta.dirname, '../../README.md'), 'utf8');
  const [, kop, getallen] = /^\| (.*BEWAAR_.*?) \| (.*?) \|/m.exec(readme)!;
  const beloofd = kop!.match(/BEWAAR_\w+/g)!.map((naam, i) => [naam, Number(getallen!.split(', ')[i])]);
  expect(Object.fromEntries(beloofd)).toEqual(
    Object.fromEntries(alle.map((naam) => [naam, instellingen[naam as keyof Settings]])),
  );
});

test.each(namen)('%s is uit de omgeving te zetten, van 1 tot en met 240 maanden', (naam) => {
  expect(readSettings({ [naam]: '17' })[naam]).toBe(17);
  for (const fout of ['0', '241', 'lang']) expect(() => readSettings({ [naam]: fout })).toThrow(naam);
});

test('de privacypagina noemt elke termijn zoals die is ingesteld, in maanden of in hele jaren', async () => {
  const hoelang = async (): Promise<string[]> =>
    [...(await vraag(huis, '/privacy')).tekst.matchAll(/<dd>([^<]+)<\/dd>/g)].map(([, t]) => t!);
  const vast = ['1 maand', 'tot het niet meer nodig is'];
  const ingesteld = namen.map((naam) => `${termijnen[naam].maanden} maanden`);
  expect([...new Set(await hoelang())].sort()).toEqual([...new Set([...ingesteld, ...vast])].sort());
  huis.settings.BEWAAR_CERTIFICATEN = 84;
  expect(await hoelang()).toContain('7 jaar');
});
