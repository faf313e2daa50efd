import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { systeem, type Wie } from '../../src/toegang/wie.js';
import { InlopersService } from '../../src/aanwezigheid/inlopers.service.js';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import {
  allen,
  berichtenVan,
  bezet,
  coordinator,
  inCohort,
  lees,
  reeks,
  verwachtGaaf,
  vul,
} from '../support/aanmeldingen.js';
import { maakBestuur, maakSchool, verzoek } from '../support/makers.js';
import { vraag } from '../support/vraag.js';
import { er, komt, kopVan, legVast, maakZaal, standen, type Zaal } from './opstelling.js';

let zaal: Zaal;
let inlopers: InlopersService;
let trainer: Wie;
beforeEach(async () => {
  zaal = await maakZaal(3);
  inlopers = zaal.academie.app.get(InlopersService);
  const { id, naam } = zaal.trainer.gebruiker;
  trainer = { soort: 'gebruiker', id, naam, rol: 'trainer', bestuurId: null };
});
afterEach(async () => {
  await verwachtGaaf(zaal.academie);
  await zaal.academie.sluit();
});

const stand = async (a: Aanmelding) => (await standen(zaal, zaal.coordinator, zaal.vandaag))[a.id];
const annuleer = (a: Aanmelding) =>
  zaal.academie.app.get(AanmeldingenService).annuleer(a.id, systeem, 'ziek');
const meldingen = async () => {
  const rijen = await zaal.academie.dataSource.query<{ aan: string; tekst: string }[]>(
    `SELECT aan, tekst FROM bericht WHERE soort = 'aanwezigheid/inloper-zonder-plaats'`,
  );
  return rijen;
};

describe('somebody new', () => {
  test('krijgt de plaats die vrij is, ook na de aanmeldperiode, en is aanwezig', async () => {
    const a = await inlopers.meldNieuw(trainer, zaal.vandaag.id, verzoek({ achternaam: 'Nieuw' }));
    expect([a.status, await stand(a)]).toEqual(['geplaatst', 'aanwezig']);
    expect(await berichtenVan(zaal.academie, a.id)).toEqual(['geplaatst']);
    expect(await meldingen()).toEqual([]);
  });

  test('sluit aan in de rij van een vol cohort, is aanwezig, en de coördinator hoort ervan', async () => {
    await vul(zaal.academie, zaal.cohort.id, 3);
    const a = await inlopers.meldNieuw(trainer, zaal.vandaag.id, verzoek({ achternaam: 'Teveel' }));
    expect([a.status, await stand(a)]).toEqual(['wachtlijst', 'aanwezig']);
    const [melding, ...meer] = await meldingen();
    expect(meer).toEqual([]);
    expect(melding!.aan).toBe('coordinator@academie.example');
    expect(melding!.tekst).toContain('Anna Teveel');
  });

  test('de coördinator die het invoert krijgt er geen mail over', async () => {
    await vul(zaal.academie, zaal.cohort.id, 3);
    await inlopers.meldNieuw(coordinator, zaal.vandaag.id, verzoek());
    expect(await meldingen()).toEqual([]);
  });

  test('wie op de lijst blijkt te staan is gewoon aanwezig', async () => {
    const a = await komt(zaal, zaal.cohort, 'Bekend', { email: 'bekend@school.example' });
    const zelfde = verzoek({ email: 'Bekend@School.example ', achternaam: 'bekend' });
    expect((await inlopers.meldNieuw(trainer, zaal.vandaag.id, zelfde)).id).toBe(a.id);
    expect(await stand(a)).toBe('aanwezig');
  });

  test('een trainer kan het akkoord van een bestuur niet overslaan', async () => {
    const { dataSource: ds } = zaal.academie;
    const bestuur = await maakBestuur(ds);
    await ds.manager.update(Bestuur, { id: bestuur.id }, { vraagtAkkoord: true });
    const { vestigingscode } = await maakSchool(ds, { bestuurId: bestuur.id });
    const a = await inlopers.meldNieuw(trainer, zaal.vandaag.id, verzoek({ vestigingscode }));
    expect([a.status, a.wachtOp, await stand(a)]).toEqual(['voorlopig', ['akkoord'], 'aanwezig']);
  });

  test('niet voor de deuren opengaan, niet in het cohort van een andere trainer, en dan is niemand aangemeld', async () => {
    await expect(inlopers.meldNieuw(trainer, zaal.volgende.id, verzoek())).rejects.toMatchObject({
      code: 'bijeenkomst-nog-niet-begonnen',
    });
    await expect(inlopers.meldNieuw(trainer, zaal.anderVandaag.id, verzoek())).rejects.toMatchObject({
      code: 'bijeenkomst-onbekend',
    });
    expect(await inCohort(zaal.academie, zaal.cohort.id)).toEqual([]);
    expect(await inCohort(zaal.academie, zaal.ander.id)).toEqual([]);
  });
});

describe('iemand die bekend is', () => {
  test('wie wacht neemt de plaats die vrijkwam', async () => {
    const [eerste] = await vul(zaal.academie, zaal.cohort.id, 3);
    const wacht = await komt(zaal, zaal.cohort, 'Wacht');
    await annuleer(eerste!);
    expect((await lees(zaal.academie, wacht.id)).status).toBe('wachtlijst');
    await inlopers.meldBekend(trainer, zaal.vandaag.id, wacht.id);
    expect([(await lees(zaal.academie, wacht.id)).status, await stand(wacht)]).toEqual([
      'geplaatst',
      'aanwezig',
    ]);
    expect(await berichtenVan(zaal.academie, wacht.id)).toEqual(['geplaatst', 'wachtlijst:1']);
  });

  test('wie was afgemeld wordt opnieuw aangemeld', async () => {
    const oud = await komt(zaal, zaal.cohort, 'Terug');
    await annuleer(oud);
    const a = await inlopers.meldBekend(trainer, zaal.vandaag.id, oud.id);
    expect(a.id).not.toBe(oud.id);
    expect([a.persoonId, a.status, await stand(a)]).toEqual([oud.persoonId, 'geplaatst', 'aanwezig']);
  });
});

test('velen lopen tegelijk in, door twee deuren: nooit meer dan er plaatsen zijn', async () => {
  const nieuw = reeks(6).map(() => inlopers.meldNieuw(trainer, zaal.vandaag.id, verzoek()));
  const ook = reeks(4).map(() => inlopers.meldNieuw(coordinator, zaal.vorige.id, verzoek()));
  const { gelukt, geweigerd } = await allen([...nieuw, ...ook]);
  expect(geweigerd).toEqual([]);
  expect(await bezet(zaal.academie, zaal.cohort.id)).toBe(3);
  expect(gelukt.filter(({ status }) => status === 'wachtlijst')).toHaveLength(7);
  const aanwezig = [zaal.vandaag, zaal.vorige].map((b) => standen(zaal, zaal.coordinator, b));
  const [vandaag, vorige] = await Promise.all(aanwezig);
  expect(Object.values(vandaag!).filter((s) => s === 'aanwezig')).toHaveLength(6);
  expect(Object.values(vorige!).filter((s) => s === 'aanwezig')).toHaveLength(4);
});

test('door de API', async () => {
  const { academie, vandaag } = zaal;
  const antwoord = await vraag(academie, `/api/v1/bijeenkomsten/${vandaag.id}/inlopers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...kopVan(zaal.trainer) },
    body: JSON.stringify(verzoek({ achternaam: 'Via' })),
  });
  expect(antwoord.status).toBe(201);
  const { aanwezigheid } = antwoord.json<{ aanwezigheid: { naam: string; aanwezig: boolean }[] }>();
  expect(aanwezigheid).toMatchObject([{ naam: 'Anna Via', aanwezig: true }]);
  expect((await legVast(zaal, kopVan(zaal.trainer), vandaag, [])).status).toBe(200);
  const [a] = await inCohort(academie, zaal.cohort.id);
  expect((await legVast(zaal, kopVan(zaal.trainer), vandaag, [er(a!)])).status).toBe(200);
});
