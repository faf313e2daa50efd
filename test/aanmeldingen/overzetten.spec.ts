import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { Aanmelding, Overzetvoorstel } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AanmeldingenQueries } from '../../src/aanmeldingen/aanmeldingen.queries.js';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { OverzettenService } from '../../src/aanmeldingen/overzetten.service.js';
import { OverzetvoorstellenService } from '../../src/aanmeldingen/overzetvoorstellen.service.js';
import { AuditQueries } from '../../src/audit/audit.queries.js';
import { anoniem } from '../../src/toegang/wie.js';
import { AnnulerenService } from '../../src/cohortbeheer/verhuizen/annuleren.service.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import {
  berichtenVan,
  bestuurder,
  coordinator,
  eigenaar,
  lees,
  verwachtGaaf,
  vul,
} from '../support/aanmeldingen.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { logPersoonIn } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakSchool, verzoek } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';

let academie: Academie;
let overzetten: OverzettenService;
let vragen: OverzetvoorstellenService;
let annuleren: AnnulerenService;
let van: Cohort;
let naar: Cohort;
beforeAll(async () => {
  academie = await startAcademie();
  overzetten = academie.app.get(OverzettenService);
  vragen = academie.app.get(OverzetvoorstellenService);
  annuleren = academie.app.get(AnnulerenService);
});
afterAll(() => academie.sluit());
beforeEach(async () => {
  academie.clock.set(DINSDAG);
  van = await maakCohort(academie.dataSource, { capaciteit: 2, minimum: 0 });
  naar = await maakCohort(academie.dataSource, { capaciteit: 2, minimum: 0, opleidingId: van.opleidingId });
});

const berichten = (a: Aanmelding) => berichtenVan(academie, a.id);
const weigering = (belofte: Promise<unknown>): Promise<string> =>
  belofte.then(
    () => 'gelukt',
    (fout: { code: string }) => fout.code,
  );
const voorstellen = async (a: Aanmelding): Promise<string[]> => {
  const rows = await academie.dataSource.manager.findBy(Overzetvoorstel, { aanmeldingId: a.id });
  return rows.map(({ status }) => status).sort();
};
const positie = async (a: Aanmelding) =>
  (await academie.app.get(AanmeldingenQueries).metId(a.id))!.wachtlijstpositie;
const audit = async (a: Aanmelding) =>
  (await academie.app.get(AuditQueries).vanOnderwerp('aanmelding', a.id)).map(({ code }) => code);
const gaNietDoor = (alternatieven: string[]) =>
  annuleren.annuleer(coordinator, van.id, { reden: 'Te weinig aanmeldingen', alternatieven });
const pagina = async (a: Aanmelding) => (await vraag(academie, `/a/${a.token}`)).tekst;
/** Presses a button of the page behind the link, in a browser that is logged in as somebody. */
async function druk(a: Aanmelding, knop: string, cohort: Cohort) {
  const { id } = await academie.dataSource.manager.findOneByOrFail(Overzetvoorstel, {
    aanmeldingId: a.id,
    naarCohortId: cohort.id,
  });
  const inlog = await logPersoonIn(academie, a.persoonId);
  return stuur(academie, `/a/${a.token}/${knop}`, inlog, { voorstel: id });
}

describe('een cohort gaat niet door, met andere cohorten om uit te kiezen', () => {
  test('één klik zet over: een plaats, de eerste datum, één mail, en de andere keuze vervalt', async () => {
    const derde = await maakCohort(academie.dataSource);
    const [a] = await vul(academie, van.id, 1);
    await academie.dataSource.query('UPDATE persoon SET email_bevestigd_op = NULL WHERE id = $1', [
      a!.persoonId,
    ]);
    academie.clock.advance(60);
    await gaNietDoor([naar.id, derde.id]);
    expect(await berichten(a!)).toEqual(['geplaatst', 'geannuleerd']);
    const voor = await lees(academie, a!.id);

    expect(await pagina(a!)).toContain('Nu nog 2 plekken vrij');
    expect(await lees(academie, a!.id)).toEqual(voor);

    const antwoord = await druk(a!, 'overzetting', naar);
    const nieuw = await academie.dataSource.manager.findOneByOrFail(Aanmelding, {
      cohortId: naar.id,
      persoonId: a!.persoonId,
    });
    expect([antwoord.status, antwoord.header('location')]).toEqual([303, `/a/${nieuw.token}`]);
    expect(nieuw).toMatchObject({ status: 'geplaatst', aangemeldOp: DINSDAG, schoolId: a!.schoolId });
    expect(await berichten(nieuw)).toEqual(['geplaatst']);
    expect(await voorstellen(a!)).toEqual(['aanvaard', 'vervallen']);
    expect(await audit(a!)).toEqual([
      'aanmelding.aangemeld',
      'aanmelding.geannuleerd',
      'aanmelding.overzetting-voorgesteld',
      'aanmelding.overgezet',
    ]);
    expect(await pagina(a!)).toContain('Je bent overgezet');
    expect(await pagina(a!)).toContain(`/a/${nieuw.token}`);
    await verwachtGaaf(academie);
  });

  test('nog een keer klikken, of op de andere keuze: een duidelijke zin, en niets verandert', async () => {
    const derde = await maakCohort(academie.dataSource);
    const [a] = await vul(academie, van.id, 1);
    await gaNietDoor([naar.id, derde.id]);
    const beide = await Promise.all([
      weigering(overzetten.aanvaard(a!.id, naar.id, eigenaar(a!))),
      weigering(overzetten.aanvaard(a!.id, naar.id, eigenaar(a!))),
    ]);
    expect(beide.sort()).toEqual(['gelukt', 'voorstel-aanvaard']);
    expect(await weigering(overzetten.aanvaard(a!.id, derde.id, eigenaar(a!)))).toBe('voorstel-vervallen');
    const nogEens = await druk(a!, 'overzetting', naar);
    expect([nogEens.status, nogEens.header('location')]).toEqual([303, `/a/${a!.token}`]);
    await verwachtGaaf(academie);
  });

  test('is het andere vol, dan achteraan in de rij; met de datum van de eerste aanmelding', async () => {
    const [a] = await vul(academie, van.id, 1);
    academie.clock.advance(60);
    await vul(academie, naar.id, 4);
    await gaNietDoor([naar.id]);
    expect(await pagina(a!)).toContain('Je wordt nummer 3 op de wachtlijst');
    const nieuw = await overzetten.aanvaard(a!.id, naar.id, eigenaar(a!));
    expect([nieuw.status, await positie(nieuw), nieuw.aangemeldOp]).toEqual(['wachtlijst', 3, DINSDAG]);
    expect((await berichten(nieuw))[0]).toMatch(/^wachtlijst:/);
    await verwachtGaaf(academie);
  });

  test('wie het adres nog niet bevestigde: de klik uit de mail is de bevestiging', async () => {
    const { aanmelding: a } = await academie.app.get(AanmeldenService).meldAan(van.id, verzoek(), anoniem);
    expect(a.wachtOp).toEqual(['emailbevestiging']);
    await gaNietDoor([naar.id]);
    expect((await overzetten.aanvaard(a.id, naar.id, eigenaar(a))).status).toBe('geplaatst');
    await verwachtGaaf(academie);
  });

  test('wie nog op akkoord wachtte, wacht daar nog op; wie het had, houdt het', async () => {
    const bestuur = await maakBestuur(academie.dataSource, {
      vraagtAkkoord: true,
      email: 'b@bestuur.example',
    });
    const school = await maakSchool(academie.dataSource, { bestuurId: bestuur.id });
    const service = academie.app.get(AanmeldingenService);
    const maak = async () => {
      const { aanmelding: a } = await academie.app
        .get(AanmeldenService)
        .meldAan(van.id, verzoek({ vestigingscode: school.vestigingscode }), anoniem);
      await service.bevestigEmail(a.id, eigenaar(a));
      return a;
    };
    const [wacht, heeft] = [await maak(), await maak()];
    await service.geefAkkoord(heeft.id, bestuurder(bestuur.id));
    await gaNietDoor([naar.id]);
    const [a, b] = [
      await overzetten.aanvaard(wacht.id, naar.id, eigenaar(wacht)),
      await overzetten.aanvaard(heeft.id, naar.id, eigenaar(heeft)),
    ];
    expect([a.status, a.wachtOp]).toEqual(['voorlopig', ['akkoord']]);
    expect(await berichten(a)).toEqual(['akkoord-gevraagd', 'overgezet']);
    expect([b.status, b.wachtOp]).toEqual(['geplaatst', []]);
    await verwachtGaaf(academie);
  });

  test.each([
    ['de aanmeldtermijn is voorbij', { aanmeldenVoor: '2026-11-10' }, 'aanmelden-gesloten'],
    ['het andere cohort gaat ook niet door', null, 'voorstel-vervallen'],
    ['het andere cohort is weer dicht', { status: 'gestart' as const }, 'cohort-niet-open'],
  ])('%s: een duidelijke zin, en niemand raakt iets kwijt', async (_geval, wijziging, code) => {
    const [a] = await vul(academie, van.id, 1);
    await gaNietDoor([naar.id]);
    if (wijziging) await academie.dataSource.manager.update(Cohort, { id: naar.id }, wijziging);
    else await annuleren.annuleer(coordinator, naar.id, { reden: 'Ook te weinig' });
    const voor = await lees(academie, a!.id);
    expect(await weigering(overzetten.aanvaard(a!.id, naar.id, eigenaar(a!)))).toBe(code);
    expect(await lees(academie, a!.id)).toEqual(voor);
    const { status, header } = await druk(a!, 'overzetting', naar);
    expect([status, header('location')]).toEqual([303, `/a/${a!.token}`]);
    await verwachtGaaf(academie);
  });

  test('nee, bedankt: alleen die keuze is weg', async () => {
    const derde = await maakCohort(academie.dataSource);
    const [a] = await vul(academie, van.id, 1);
    await gaNietDoor([naar.id, derde.id]);
    expect((await druk(a!, 'overzetafwijzing', naar)).status).toBe(303);
    expect(await voorstellen(a!)).toEqual(['afgewezen', 'open']);
    expect(await weigering(overzetten.aanvaard(a!.id, naar.id, eigenaar(a!)))).toBe('voorstel-afgewezen');
    expect((await overzetten.aanvaard(a!.id, derde.id, eigenaar(a!))).status).toBe('geplaatst');
  });

  test('wie zelf al weg was, krijgt geen keuze en kan niets kiezen', async () => {
    const [a, b] = await vul(academie, van.id, 2);
    await vragen.vraag(a!.id, naar.id, coordinator);
    await academie.app.get(AanmeldingenService).annuleer(a!.id, eigenaar(a!), null);
    expect(await weigering(overzetten.aanvaard(a!.id, naar.id, eigenaar(a!)))).toBe('overgang-niet-mogelijk');
    expect(await weigering(overzetten.zetOver(a!.id, naar.id, coordinator))).toBe('overgang-niet-mogelijk');
    await gaNietDoor([naar.id]);
    expect(await pagina(a!)).not.toContain('Wil je naar een andere groep?');
    expect(await pagina(b!)).toContain('Wil je naar een andere groep?');
  });
});

describe('één mens overzetten', () => {
  test('eerst vragen: de plaats blijft tot de klik, en gaat daarna naar de rij', async () => {
    const [a, , wacht] = await vul(academie, van.id, 3);
    await vragen.vraag(a!.id, naar.id, coordinator);
    expect((await lees(academie, a!.id)).status).toBe('geplaatst');
    expect((await berichten(a!)).at(-1)).toMatch(/^overzetvoorstel:/);
    expect(await pagina(a!)).toContain('Je houdt de plek die je nu hebt');
    const nieuw = await overzetten.aanvaard(a!.id, naar.id, eigenaar(a!));
    expect(nieuw.status).toBe('geplaatst');
    expect((await lees(academie, a!.id)).status).toBe('geannuleerd');
    expect((await lees(academie, wacht!.id)).wachtOp).toEqual(['aanbod']);
    await verwachtGaaf(academie);
  });

  test('wie een plaats heeft, verliest haar niet aan een cohort dat intussen vol is', async () => {
    const [a] = await vul(academie, van.id, 1);
    await vragen.vraag(a!.id, naar.id, coordinator);
    await vul(academie, naar.id, 2);
    const voor = await lees(academie, a!.id);
    expect(await weigering(overzetten.aanvaard(a!.id, naar.id, eigenaar(a!)))).toBe('cohort-vol');
    expect(await lees(academie, a!.id)).toEqual(voor);
    expect(await voorstellen(a!)).toEqual(['open']);
    expect(await pagina(a!)).toContain('Deze groep is nu vol. Je houdt de plek die je hebt.');
  });

  test('is akkoord: meteen over, en de geschiedenis zegt hoe', async () => {
    const [a] = await vul(academie, van.id, 1);
    await vragen.vraag(a!.id, naar.id, coordinator);
    const nieuw = await overzetten.zetOver(a!.id, naar.id, coordinator, 'Belde op 10 november');
    expect(nieuw.status).toBe('geplaatst');
    const regels = await academie.app.get(AuditQueries).vanOnderwerp('aanmelding', a!.id);
    expect(regels.at(-1)).toMatchObject({
      code: 'aanmelding.overgezet',
      gegevens: { van: van.id, naar: naar.id, nieuw: nieuw.id, toelichting: 'Belde op 10 november' },
    });
    expect(await voorstellen(a!)).toEqual(['aanvaard']);
    await verwachtGaaf(academie);
  });

  test('niemand kiest een cohort dat niet is voorgesteld, en niemand kiest voor een ander', async () => {
    const [a, b] = await vul(academie, van.id, 2);
    expect(await weigering(overzetten.aanvaard(a!.id, naar.id, eigenaar(a!)))).toBe('niet-voorgesteld');
    await vragen.vraag(a!.id, naar.id, coordinator);
    expect(await weigering(overzetten.aanvaard(a!.id, naar.id, eigenaar(b!)))).toBe('aanmelding-onbekend');
    expect(await weigering(vragen.wijsAf(a!.id, naar.id, eigenaar(b!)))).toBe('aanmelding-onbekend');
    expect(await weigering(vragen.vraag(b!.id, naar.id, eigenaar(b!)))).toBe('aanmelding-onbekend');
  });

  test('een vraag naar een cohort waar niemand in kan, of waar iemand al in staat, wordt niet gesteld', async () => {
    const [a] = await vul(academie, van.id, 1);
    await academie.app
      .get(AanmeldenService)
      .meldAan(
        naar.id,
        verzoek({ email: (await academie.app.get(AanmeldingenQueries).metId(a!.id))!.email }),
        coordinator,
      );
    expect(await weigering(vragen.vraag(a!.id, naar.id, coordinator))).toBe('al-aangemeld');
    const dicht = await maakCohort(academie.dataSource, { status: 'concept' });
    expect(await weigering(vragen.vraag(a!.id, dicht.id, coordinator))).toBe('alternatief-dicht');
    expect(await voorstellen(a!)).toEqual([]);
  });
});

describe('de API', () => {
  const post = (pad: string, body: object) =>
    vraag(academie, `/api/v1/${pad}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('met het token uit de mail kiest de deelnemer wat is voorgesteld, en anders niets', async () => {
    const derde = await maakCohort(academie.dataSource);
    const [a] = await vul(academie, van.id, 1);
    await gaNietDoor([naar.id, derde.id]);
    const { token } = a!;
    const vreemd = await maakCohort(academie.dataSource);
    const pad = `aanmeldingen/${a!.id}`;
    expect((await post(`${pad}/overzetting`, { cohort: naar.id })).status).toBe(401);
    expect((await post(`${pad}/overzetting`, { cohort: vreemd.id, token })).json()).toMatchObject({
      status: 409,
      code: 'niet-voorgesteld',
    });
    expect((await post(`${pad}/overzetafwijzing`, { cohort: derde.id, token })).status).toBe(200);
    const over = await post(`${pad}/overzetting`, { cohort: naar.id, token });
    expect([over.status, over.json()]).toEqual([200, expect.objectContaining({ status: 'geplaatst' })]);
    await verwachtGaaf(academie);
  });
});
