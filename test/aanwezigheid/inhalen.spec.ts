import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AanwezigheidQueries } from '../../src/aanwezigheid/aanwezigheid.queries.js';
import { aandeel, inhaalkeuzes, zoekopdrachtVoor } from '../../src/aanwezigheid/aanwezigheid.rules.js';
import type { Wie } from '../../src/toegang/wie.js';
import { allen, coordinator } from '../support/aanmeldingen.js';
import { maakCohort } from '../support/makers.js';
import { vraag } from '../support/vraag.js';
import {
  auditVan,
  bijeenkomstOp,
  er,
  komt,
  kopVan,
  legVast,
  maakZaal,
  nietEr,
  standen,
  type Zaal,
} from './opstelling.js';
import { InlopersService } from '../../src/aanwezigheid/inlopers.service.js';

let zaal: Zaal;
let inhalen: InlopersService;
let queries: AanwezigheidQueries;
let ziek: Aanmelding;
beforeEach(async () => {
  zaal = await maakZaal();
  inhalen = zaal.academie.app.get(InlopersService);
  queries = zaal.academie.app.get(AanwezigheidQueries);
  ziek = await komt(zaal, zaal.cohort, 'Ziek');
  await legVast(zaal, kopVan(zaal.coordinator), zaal.vorige, [nietEr(ziek)]);
});
afterEach(() => zaal.academie.sluit());

const telling = async () => {
  const [rij] = await queries.perAanmelding(zaal.cohort.id);
  return [rij!.aanwezig, rij!.vastgelegd, rij!.totaal];
};
const haalIn = (wie: Wie, bij: { id: string }, wat: { id: string }, a = ziek) =>
  inhalen.haalIn(wie, bij.id, a.id, wat.id);
const weigert = (belofte: Promise<void>, code: string) => expect(belofte).rejects.toMatchObject({ code });

test('wat is ingehaald telt een keer, alsof het was bijgewoond', async () => {
  expect(await telling()).toEqual([0, 1, 3]);
  await haalIn(coordinator, zaal.anderGisteren, zaal.vorige);
  await haalIn(coordinator, zaal.anderGisteren, zaal.vorige);
  expect(await telling()).toEqual([1, 1, 3]);
  await legVast(zaal, kopVan(zaal.coordinator), zaal.vorige, [er(ziek)]);
  expect(await telling()).toEqual([1, 1, 3]);
  expect(await auditVan(zaal, ziek)).toHaveLength(3);
});

test('wie inhaalt staat daar op de lijst, en niet in de tellingen van dat cohort', async () => {
  await haalIn(coordinator, zaal.anderGisteren, zaal.vorige);
  expect(await standen(zaal, zaal.coordinator, zaal.anderGisteren)).toEqual({ [ziek.id]: 'aanwezig' });
  expect(await queries.perAanmelding(zaal.ander.id)).toEqual([]);
  const alsCoordinator = kopVan(zaal.coordinator);
  expect((await legVast(zaal, alsCoordinator, zaal.anderGisteren, [er(ziek)])).status).toBe(200);
  expect((await legVast(zaal, alsCoordinator, zaal.anderGisteren, [nietEr(ziek)])).status).toBe(422);
});

test('een vergissing wordt teruggenomen', async () => {
  await haalIn(coordinator, zaal.anderGisteren, zaal.vorige);
  await inhalen.trekIn(coordinator, zaal.anderGisteren.id, ziek.id);
  expect(await telling()).toEqual([0, 1, 3]);
  expect(await standen(zaal, zaal.coordinator, zaal.anderGisteren)).toEqual({});
  await weigert(inhalen.trekIn(coordinator, zaal.anderGisteren.id, ziek.id), 'inhaler-onbekend');
});

test('wat niet kan worden ingehaald', async () => {
  const { academie, ander } = zaal;
  await legVast(zaal, kopVan(zaal.coordinator), zaal.vandaag, [er(ziek)]);
  await weigert(haalIn(coordinator, zaal.anderGisteren, zaal.vandaag), 'inhalen-kan-niet');
  await weigert(haalIn(coordinator, zaal.vandaag, zaal.vorige), 'inhalen-kan-niet');
  await weigert(haalIn(coordinator, zaal.anderGisteren, zaal.anderVandaag), 'inhalen-kan-niet');
  const tweedejaars = await bijeenkomstOp(academie, ander, '2026-11-08', { leerjaar: 2 });
  await weigert(haalIn(coordinator, tweedejaars, zaal.vorige), 'inhalen-kan-niet');
  const later = await bijeenkomstOp(academie, ander, '2026-12-08');
  await weigert(haalIn(coordinator, later, zaal.vorige), 'bijeenkomst-nog-niet-begonnen');
  const vreemd = await maakCohort(academie.dataSource);
  const elders = await bijeenkomstOp(academie, vreemd, '2026-11-08');
  await weigert(haalIn(coordinator, elders, zaal.vorige), 'aanmelding-onbekend');
});

test('een gemiste bijeenkomst wordt een keer ingehaald, wie ook eerst is', async () => {
  const { gelukt, geweigerd } = await allen([
    haalIn(coordinator, zaal.anderGisteren, zaal.vorige),
    haalIn(coordinator, zaal.anderVandaag, zaal.vorige),
  ]);
  expect([gelukt.length, geweigerd.map(({ code }) => code)]).toEqual([1, ['inhalen-kan-niet']]);
});

test('een trainer laat iemand inhalen in het eigen cohort, en nergens anders', async () => {
  const { id, naam } = zaal.trainer.gebruiker;
  const trainer: Wie = { soort: 'gebruiker', id, naam, rol: 'trainer', bestuurId: null };
  const gast = await komt(zaal, zaal.ander, 'Gast');
  await weigert(haalIn(trainer, zaal.anderGisteren, zaal.vorige), 'bijeenkomst-onbekend');
  const pad = `/api/v1/bijeenkomsten/${zaal.vandaag.id}/inhalers`;
  const headers = { 'content-type': 'application/json', ...kopVan(zaal.trainer) };
  const body = JSON.stringify({ aanmelding: gast.id, haaltIn: zaal.anderVandaag.id });
  const { status, json } = await vraag(zaal.academie, pad, { method: 'POST', headers, body });
  expect([status, json<{ aanwezigheid: object[] }>().aanwezigheid]).toMatchObject([
    201,
    [{ aanmelding: gast.id, haaltIn: zaal.anderVandaag.id }, { aanmelding: ziek.id }],
  ]);
  const weg = await vraag(zaal.academie, `${pad}/${gast.id}`, {
    method: 'DELETE',
    headers: kopVan(zaal.trainer),
  });
  expect(weg.status).toBe(200);
});

test('wat is gemist wordt gevonden, het waarschijnlijkste eerst', async () => {
  const { academie, cohort, anderVandaag } = zaal;
  await legVast(zaal, kopVan(zaal.coordinator), zaal.vandaag, [er(ziek)]);
  const laat = await bijeenkomstOp(academie, cohort, '2026-11-24', { onderwerp: 'teams ' });
  await bijeenkomstOp(academie, cohort, '2026-12-01', { leerjaar: 2 });
  const gemist = await academie.app.get(AanwezigheidQueries).gemist([ziek.id]);
  expect(gemist.map(({ nummer }) => nummer)).toEqual([1, 3, 4, 5]);
  const keuzes = inhaalkeuzes({ ...anderVandaag, nummer: 3 }, gemist);
  expect(keuzes.map(({ id }) => id)).toEqual([laat.id, zaal.volgende.id, zaal.vorige.id]);
});

test('een aandeel wordt nooit naar boven afgerond tot de norm', () => {
  expect([aandeel(0, 0), aandeel(4, 5), aandeel(799, 1000), aandeel(3, 3)]).toEqual([null, 80, 79, 100]);
});

test('de academie zoekt op naam of op het hele adres, en vindt nooit iemand die op de lijst staat', async () => {
  const zoek = zaal.academie.app.get(AanwezigheidQueries);
  const gast = await komt(zaal, zaal.ander, 'Gastman', { tussenvoegsel: 'de', email: 'gast@school.example' });
  const gevonden = async (tekst: string) =>
    (await zoek.vanElders(zaal.vandaag, zoekopdrachtVoor('beheer', tekst)!)).map(
      ({ aanmeldingId }) => aanmeldingId,
    );
  for (const tekst of ['gastm', 'de gast', 'anna GASTMAN', 'Gast@School.example'])
    expect([tekst, await gevonden(tekst)]).toEqual([tekst, [gast.id]]);
  for (const tekst of ['gast@school', 'ziek', 'g%n'])
    expect([tekst, await gevonden(tekst)]).toEqual([tekst, []]);
  await haalIn(coordinator, zaal.vandaag, zaal.anderVandaag, gast);
  expect(await gevonden('gastman')).toEqual([]);
});
