import type { Wie } from '../../src/toegang/wie.js';
import { ApiSleutel } from '../../src/toegang/api-sleutel.entity.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { AanmeldingenQueries } from '../../src/aanmeldingen/aanmeldingen.queries.js';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { OverzettenService } from '../../src/aanmeldingen/overzetten.service.js';
import { anoniem, systeem } from '../../src/toegang/wie.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { WachtlijstTaak } from '../../src/wachtlijst/wachtlijst.taken.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import {
  berichtenVan,
  bestuurder,
  coordinator,
  eigenaar,
  lees,
  verwachtGaaf,
  vul,
} from '../support/aanmeldingen.js';
import { maakBestuur, maakCohort, maakSchool, verzoek } from '../support/makers.js';

let academie: Academie;
let cohort: Cohort;
let service: AanmeldingenService;
beforeAll(async () => {
  academie = await startAcademie();
  service = academie.app.get(AanmeldingenService);
});
afterAll(() => academie.sluit());
beforeEach(async () => {
  academie.clock.set(DINSDAG);
  cohort = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 0 });
});

const meldAan = async (met: Parameters<typeof verzoek>[0] = {}, wie = anoniem): Promise<Aanmelding> =>
  (await academie.app.get(AanmeldenService).meldAan(cohort.id, verzoek(met), wie)).aanmelding;
const planner = () => academie.app.get(WachtlijstTaak).voerUit({ proef: false });
const berichten = (a: Aanmelding) => berichtenVan(academie, a.id);
const stand = async (a: Aanmelding): Promise<string> => {
  const { status, wachtOp } = await lees(academie, a.id);
  return [status, ...wachtOp].join(' ');
};
const positie = async (a: Aanmelding) =>
  (await academie.app.get(AanmeldingenQueries).metId(a.id))!.wachtlijstpositie;
const weigering = (belofte: Promise<unknown>): Promise<string> =>
  belofte.then(
    () => 'gelukt',
    (fout: { code: string }) => fout.code,
  );

describe('een plaats', () => {
  test('bevestigen maakt haar zeker, met bericht; een tweede keer kan niet', async () => {
    const a = await meldAan();
    await service.bevestigEmail(a.id, eigenaar(a));
    expect(await stand(a)).toBe('geplaatst');
    expect(await berichten(a)).toEqual(['bevestig-adres', 'geplaatst']);
    expect(await weigering(service.bevestigEmail(a.id, eigenaar(a)))).toBe('wacht-daar-niet-op');
    await verwachtGaaf(academie);
  });

  test('wie niet bevestigt verliest haar op het moment zelf, ook als de planner te laat is', async () => {
    const a = await meldAan();
    academie.clock.advance(24 * 60 - 1);
    expect((await academie.app.get(AanmeldingenQueries).metId(a.id))!.status).toBe('voorlopig');
    academie.clock.advance(1);
    const beeld = (await academie.app.get(AanmeldingenQueries).metId(a.id))!;
    expect(beeld).toMatchObject({ status: 'verlopen', wachtOp: [], vervaltOp: null });
    expect(await weigering(service.bevestigEmail(a.id, eigenaar(a)))).toBe('wacht-daar-niet-op');
    const volgende = await meldAan({}, systeem);
    expect([await stand(volgende), await stand(a)]).toEqual(['geplaatst', 'verlopen']);
    expect((await berichten(a)).map((sleutel) => sleutel.split(':')[0])).toEqual([
      'bevestig-adres',
      'verlopen',
    ]);
    await verwachtGaaf(academie);
  });

  test('een late planner verkoopt haar niet twee keer en houdt haar niet vast', async () => {
    const a = await meldAan();
    const wachter = await meldAan({}, systeem);
    academie.clock.advance(3 * 24 * 60);
    const laatkomer = await meldAan({}, systeem);
    expect([await stand(a), await stand(wachter), await stand(laatkomer)]).toEqual([
      'verlopen',
      'voorlopig aanbod',
      'wachtlijst',
    ]);
    expect((await planner()).regels.filter((regel) => regel.startsWith(cohort.code))).toEqual([]);
    await verwachtGaaf(academie);
  });

  test('terugtrekken: bericht aan wie gaat, aanbod aan wie volgt, in dezelfde transactie', async () => {
    const a = await meldAan({}, systeem);
    const [b, c] = [await meldAan({}, systeem), await meldAan({}, systeem)];
    await service.annuleer(a.id, eigenaar(a), 'Nieuwe baan');
    expect(await lees(academie, a.id)).toMatchObject({
      status: 'geannuleerd',
      reden: 'Nieuwe baan',
      beeindigdDoor: 'deelnemer',
      plaatsnummer: null,
    });
    expect(await berichten(a)).toEqual(['geannuleerd', 'geplaatst']);
    expect([await stand(b), await berichten(b)]).toEqual(['voorlopig aanbod', ['aanbod:1', 'wachtlijst:1']]);
    expect([await stand(c), await positie(c)]).toEqual(['wachtlijst', 1]);
    await verwachtGaaf(academie);
  });

  test('wie ziet wie haar beëindigde: deelnemer, bestuur of academie', async () => {
    const school = await maakSchool(academie.dataSource);
    const { vestigingscode } = school;
    const [a, b] = [await meldAan({ vestigingscode }, systeem), await meldAan({ vestigingscode }, systeem)];
    await service.annuleer(a.id, bestuurder(school.bestuurId!), null);
    await service.annuleer(b.id, coordinator, null);
    expect([(await lees(academie, a.id)).beeindigdDoor, (await lees(academie, b.id)).beeindigdDoor]).toEqual([
      'bestuur',
      'academie',
    ]);
    const ander = await maakBestuur(academie.dataSource);
    const c = await meldAan({ vestigingscode }, systeem);
    expect(await weigering(service.annuleer(c.id, bestuurder(ander.id), null))).toBe('aanmelding-onbekend');
    expect(await weigering(service.annuleer(c.id, eigenaar(a), null))).toBe('aanmelding-onbekend');
    expect(await weigering(service.annuleer(c.id, anoniem, null))).toBe('aanmelding-onbekend');
  });
});

describe('de wachtlijst', () => {
  test('een aanbod aannemen of afwijzen', async () => {
    const [houder, a, b] = [
      await meldAan({}, systeem),
      await meldAan({}, systeem),
      await meldAan({}, systeem),
    ];
    await service.annuleer(houder.id, coordinator, null);
    expect((await lees(academie, a.id)).vervaltOp).toEqual(new Date('2026-11-12T09:00:00Z'));
    await service.wijsAanbodAf(a.id, eigenaar(a));
    expect([await stand(a), await stand(b)]).toEqual(['geannuleerd', 'voorlopig aanbod']);
    await service.accepteerAanbod(b.id, eigenaar(b));
    expect([await stand(b), await berichten(b)]).toEqual([
      'geplaatst',
      ['aanbod:1', 'geplaatst', 'wachtlijst:2'],
    ]);
    await verwachtGaaf(academie);
  });

  test('een aanbod dat verloopt gaat naar de volgende, en dan kan het niet meer worden aangenomen', async () => {
    const [houder, a, b] = [
      await meldAan({}, systeem),
      await meldAan({}, systeem),
      await meldAan({}, systeem),
    ];
    await service.annuleer(houder.id, coordinator, null);
    academie.clock.advance(48 * 60);
    expect(await weigering(service.accepteerAanbod(a.id, eigenaar(a)))).toBe('wacht-daar-niet-op');
    const regels = (await planner()).regels.filter((regel) => regel.startsWith(cohort.code));
    expect(regels).toEqual([
      `${cohort.code}: aanmelding ${a.id} wordt verlopen`,
      `${cohort.code}: aanmelding ${b.id} wordt voorlopig`,
    ]);
    expect([await stand(a), await stand(b)]).toEqual(['verlopen', 'voorlopig aanbod']);
    await verwachtGaaf(academie);
  });

  test('wie het adres niet bevestigde krijgt geen aanbod en houdt de plaats in de rij', async () => {
    const houder = await meldAan({}, systeem);
    const [onbevestigd, bevestigd] = [await meldAan(), await meldAan({}, systeem)];
    expect([await positie(onbevestigd), await positie(bevestigd)]).toEqual([1, 2]);
    await service.annuleer(houder.id, coordinator, null);
    expect([await stand(onbevestigd), await stand(bevestigd)]).toEqual([
      'wachtlijst emailbevestiging',
      'voorlopig aanbod',
    ]);
    await service.bevestigEmail(onbevestigd.id, eigenaar(onbevestigd));
    expect([await stand(onbevestigd), await positie(onbevestigd)]).toEqual(['wachtlijst', 1]);
    expect(await berichten(onbevestigd)).toEqual(['bevestig-adres', 'wachtlijst:1']);
    await service.annuleer(bevestigd.id, eigenaar(bevestigd), null);
    expect(await stand(onbevestigd)).toBe('voorlopig aanbod');
    await verwachtGaaf(academie);
  });

  test('bevestigen terwijl er een plaats vrij is geeft die plaats meteen', async () => {
    const houder = await meldAan({}, systeem);
    const a = await meldAan();
    await service.annuleer(houder.id, coordinator, null);
    await service.bevestigEmail(a.id, eigenaar(a));
    expect([await stand(a), await berichten(a)]).toEqual(['geplaatst', ['bevestig-adres', 'geplaatst']]);
    await verwachtGaaf(academie);
  });

  test('na een verlopen plaats achteraan in de rij; is er niemand, dan meteen de plaats', async () => {
    const [a, b, c] = [await meldAan(), await meldAan({}, systeem), await meldAan({}, systeem)];
    academie.clock.advance(24 * 60);
    await planner();
    await service.herleef(a.id, eigenaar(a));
    expect([await stand(a), await stand(b), await stand(c)]).toEqual([
      'wachtlijst',
      'voorlopig aanbod',
      'wachtlijst',
    ]);
    expect([await positie(c), await positie(a)]).toEqual([1, 2]);
    await service.annuleer(c.id, eigenaar(c), null);
    academie.clock.advance(5 * 24 * 60);
    await planner();
    expect([await stand(a), await stand(b)]).toEqual(['voorlopig aanbod', 'verlopen']);
    await service.wijsAanbodAf(a.id, eigenaar(a));
    await service.herleef(b.id, eigenaar(b));
    expect(await stand(b)).toBe('geplaatst');
    await verwachtGaaf(academie);
  });

  test('herleven kan niet na de sluiting, en niet naast een nieuwe aanmelding', async () => {
    const a = await meldAan({ email: 'terug@school.example' });
    academie.clock.advance(24 * 60);
    const nieuw = await meldAan({ email: 'terug@school.example' });
    expect(nieuw.id).not.toBe(a.id);
    expect(await weigering(service.herleef(a.id, eigenaar(a)))).toBe('al-aangemeld');
    await service.annuleer(nieuw.id, eigenaar(nieuw), null);
    academie.clock.set(new Date('2027-01-01T00:00:00+01:00'));
    expect(await weigering(service.herleef(a.id, eigenaar(a)))).toBe('aanmelden-gesloten');
  });
});

describe('een bestuur dat eerst akkoord geeft', () => {
  let bestuurId: string;
  let vestigingscode: string;
  beforeEach(async () => {
    const bestuur = await maakBestuur(academie.dataSource, {
      vraagtAkkoord: true,
      email: 'post@bestuur.example',
    });
    bestuurId = bestuur.id;
    vestigingscode = (await maakSchool(academie.dataSource, { bestuurId })).vestigingscode;
  });

  test('adres, akkoord, geplaatst; het bestuur krijgt pas bericht als het adres klopt', async () => {
    const a = await meldAan({ vestigingscode });
    expect([await stand(a), await berichten(a)]).toEqual([
      'voorlopig emailbevestiging akkoord',
      ['bevestig-adres'],
    ]);
    await service.bevestigEmail(a.id, eigenaar(a));
    const { wachtOp, vervaltOp } = await lees(academie, a.id);
    expect([wachtOp, vervaltOp]).toEqual([['akkoord'], new Date('2026-11-17T09:00:00Z')]);
    expect(await berichten(a)).toEqual(['akkoord-gevraagd', 'bevestig-adres']);
    await service.geefAkkoord(a.id, bestuurder(bestuurId));
    expect([await stand(a), await berichten(a)]).toEqual([
      'geplaatst',
      ['akkoord-gevraagd', 'bevestig-adres', 'geplaatst'],
    ]);
    await verwachtGaaf(academie);
  });

  test('alleen het eigen bestuur of de academie, en afwijzen met reden', async () => {
    const a = await meldAan({ vestigingscode });
    const ander = await maakBestuur(academie.dataSource);
    expect(await weigering(service.geefAkkoord(a.id, bestuurder(ander.id)))).toBe('aanmelding-onbekend');
    expect(await weigering(service.geefAkkoord(a.id, eigenaar(a)))).toBe('aanmelding-onbekend');
    // Whoever fills in an address need not be the one it belongs to: until it is confirmed the bestuur knows nothing.
    expect(await weigering(service.wijsAf(a.id, bestuurder(bestuurId), 'Geen budget'))).toBe(
      'aanmelding-onbekend',
    );
    await service.bevestigEmail(a.id, eigenaar(a));
    await service.wijsAf(a.id, bestuurder(bestuurId), 'Geen budget');
    expect(await lees(academie, a.id)).toMatchObject({
      status: 'afgewezen',
      reden: 'Geen budget',
      beeindigdDoor: 'bestuur',
    });
    expect(await berichten(a)).toEqual(['afgewezen', 'akkoord-gevraagd', 'bevestig-adres']);
  });

  test('in de rij: akkoord vooraf, of na het aannemen van het aanbod', async () => {
    const [houder, a, b] = [
      await meldAan({}, systeem),
      await meldAan({ vestigingscode }),
      await meldAan({ vestigingscode }),
    ];
    for (const wachter of [a, b]) await service.bevestigEmail(wachter.id, eigenaar(wachter));
    await service.geefAkkoord(a.id, bestuurder(bestuurId));
    await service.annuleer(houder.id, coordinator, null);
    await service.accepteerAanbod(a.id, eigenaar(a));
    expect(await stand(a)).toBe('geplaatst');
    await service.annuleer(a.id, eigenaar(a), null);
    expect(await stand(b)).toBe('voorlopig akkoord aanbod');
    await service.accepteerAanbod(b.id, eigenaar(b));
    expect(await stand(b)).toBe('voorlopig akkoord');
    await service.geefAkkoord(b.id, bestuurder(bestuurId));
    expect(await stand(b)).toBe('geplaatst');
    await verwachtGaaf(academie);
  });

  test('wie verliep voordat het akkoord kwam, krijgt door te herleven geen plaats zonder akkoord', async () => {
    const a = await meldAan({ vestigingscode });
    await service.bevestigEmail(a.id, eigenaar(a));
    academie.clock.advance(7 * 24 * 60);
    await planner();
    expect(await stand(a)).toBe('verlopen');
    await service.herleef(a.id, eigenaar(a));
    expect(await stand(a)).toBe('voorlopig akkoord');
    await service.geefAkkoord(a.id, bestuurder(bestuurId));
    expect(await stand(a)).toBe('geplaatst');
    await verwachtGaaf(academie);
  });

  test('een akkoord dat gegeven is, blijft gegeven na een verlopen aanbod', async () => {
    const [houder, a] = [await meldAan({}, systeem), await meldAan({ vestigingscode })];
    await service.bevestigEmail(a.id, eigenaar(a));
    await service.geefAkkoord(a.id, bestuurder(bestuurId));
    await service.annuleer(houder.id, coordinator, null);
    academie.clock.advance(5 * 24 * 60);
    await planner();
    await service.herleef(a.id, eigenaar(a));
    expect(await stand(a)).toBe('geplaatst');
  });
});

describe('overzetten', () => {
  test('met behoud van de datum van de eerste aanmelding, en de oude plaats gaat naar de rij', async () => {
    const [a, wachter] = [await meldAan({}, systeem), await meldAan({}, systeem)];
    const ander = await maakCohort(academie.dataSource);
    academie.clock.advance(60);
    const nieuw = await academie.app.get(OverzettenService).zetOver(a.id, ander.id, coordinator);
    expect(nieuw).toMatchObject({ status: 'geplaatst', cohortId: ander.id, aangemeldOp: DINSDAG });
    expect([await stand(a), await stand(wachter)]).toEqual(['geannuleerd', 'voorlopig aanbod']);
    expect(await berichten(nieuw)).toEqual(['geplaatst']);
    await verwachtGaaf(academie);
  });

  test('naar een vol cohort verliest niemand zijn plaats; wie wacht, wacht daar achteraan', async () => {
    const [a, wachter] = [await meldAan({}, systeem), await meldAan({}, systeem)];
    const vol = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 0 });
    await vul(academie, vol.id, 2);
    const zetOver = (wie: Aanmelding) =>
      academie.app.get(OverzettenService).zetOver(wie.id, vol.id, coordinator);
    expect(await weigering(zetOver(a))).toBe('cohort-vol');
    expect(await stand(a)).toBe('geplaatst');
    const nieuw = await zetOver(wachter);
    expect([await stand(wachter), await stand(nieuw), await positie(nieuw)]).toEqual([
      'geannuleerd',
      'wachtlijst',
      2,
    ]);
    await verwachtGaaf(academie);
  });

  test('met de externe referentie, zodat het andere systeem de aanmelding terugvindt', async () => {
    const sleutel = { naam: 'Systeem', sleutelHash: 'overzetten', bestuurId: null, aangemaaktOp: DINSDAG };
    const { id } = await academie.dataSource.manager.save(ApiSleutel, sleutel);
    const wie: Wie = { soort: 'sleutel', id, naam: 'Systeem', bestuurId: null, bevoegdheden: [] };
    const hr7 = { email: 'hr7@school.example', externeReferentie: 'HR-7' };
    const a = await meldAan(hr7, wie);
    const ander = await maakCohort(academie.dataSource);
    const nieuw = await academie.app.get(OverzettenService).zetOver(a.id, ander.id, coordinator);
    expect(nieuw).toMatchObject({ apiSleutelId: id, externeReferentie: 'HR-7' });
    const terug = await academie.app.get(AanmeldenService).meldAan(ander.id, verzoek(hr7), wie);
    expect([terug.nieuw, terug.aanmelding.id]).toEqual([false, nieuw.id]);
  });
});
