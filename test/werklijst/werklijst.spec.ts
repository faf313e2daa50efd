import { afterEach, beforeAll, beforeEach, describe, expect, test, afterAll } from '@jest/globals';
import { Aanmelding, Overzetvoorstel } from '../../src/aanmeldingen/aanmelding.entity.js';
import { Aanwezigheid } from '../../src/aanwezigheid/aanwezigheid.entity.js';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { anoniem } from '../../src/toegang/wie.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { BerichtenService } from '../../src/berichten/berichten.service.js';
import { HerverzendenService } from '../../src/berichten/herverzenden.service.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { addHours } from '../../src/platform/clock/dates.js';
import { WerklijstQueries, type Groep } from '../../src/werklijst/werklijst.queries.js';
import { groepcodes, type Groepcode } from '../../src/werklijst/werklijst.rules.js';
import { coordinator, eigenaar, meldLosAan, vul } from '../support/aanmeldingen.js';
import { certificeer, maakKlas } from '../certificering/opstelling.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { logIn } from '../support/inloggen.js';
import {
  maakBestuur,
  maakCohort,
  maakBijeenkomst,
  maakGebruiker,
  maakOpleiding,
  maakSchool,
} from '../support/makers.js';
import { vraag } from '../support/vraag.js';
import { alsEigenaar } from '../support/database.js';

let academie: Academie;
beforeAll(async () => {
  academie = await startAcademie();
});
beforeEach(() => academie.clock.set(DINSDAG));
/** Each test looks at a list that only it has filled. */
afterEach(() =>
  alsEigenaar(() =>
    academie.dataSource.query(
      `TRUNCATE aanwezigheid, overzetvoorstel, bericht, auditregel, aanmelding, bijeenkomst, cohort CASCADE`,
    ),
  ),
);
afterAll(() => academie?.sluit());

const lijst = () => academie.app.get(WerklijstQueries);
const groep = async (code: Groepcode): Promise<Groep | undefined> =>
  (await lijst().alles()).find((gevonden) => gevonden.code === code);
const aantal = async (code: Groepcode): Promise<number> => (await groep(code))?.totaal ?? 0;
const werk = (id: string, velden: Partial<Cohort>) =>
  academie.dataSource.manager.update(Cohort, { id }, velden);
const verzet = (cohortId: string, begint: Date, uren = 3) =>
  academie.dataSource.manager.update(Bijeenkomst, { cohortId }, { begint, eindigt: addHours(begint, uren) });
const dagen = (n: number): Date => addHours(DINSDAG, 24 * n);
const bijeenkomstVan = (cohortId: string): Promise<Bijeenkomst> =>
  academie.dataSource.manager.findOneByOrFail(Bijeenkomst, { cohortId });
const kom = (bijeenkomstId: string, aanmeldingId: string) =>
  academie.dataSource.manager.insert(Aanwezigheid, {
    bijeenkomstId,
    aanmeldingId,
    stand: 'aanwezig',
    haaltInId: null,
    op: DINSDAG,
  });

test('zonder iets te doen is er niets, en het scherm is er blij om', async () => {
  expect(await lijst().alles()).toEqual([]);
  const { cookie } = await logIn(academie, await maakGebruiker(academie.dataSource));
  const { status, tekst } = await vraag(academie, '/beheer', { headers: { cookie } });
  expect(status).toBe(200);
  expect(tekst).toContain('Je bent helemaal bij');
  expect(tekst).toContain('Dinsdag 10 november 2026');
});

describe('elke regel', () => {
  test('iemand wacht naast een vrije plaats, langer dan de planner nodig heeft', async () => {
    const cohort = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 0 });
    await vul(academie, cohort.id, 2);
    expect(await aantal('wachtlijst-naast-plaats')).toBe(0);
    await academie.dataSource.query(
      `UPDATE aanmelding SET status = 'geannuleerd', plaatsnummer = NULL, plaats_van = NULL, beeindigd_door = 'academie'
        WHERE cohort_id = $1 AND status = 'geplaatst'`,
      [cohort.id],
    );
    expect(await aantal('wachtlijst-naast-plaats')).toBe(0);
    academie.clock.advance(3);
    expect((await groep('wachtlijst-naast-plaats'))?.regels[0]).toMatchObject({
      zin: 'Iemand wacht, terwijl 0 van 1 plaatsen bezet zijn.',
      href: `/beheer/cohorten/${cohort.id}`,
    });
  });

  test('een mail mislukte, en is niet opnieuw verstuurd', async () => {
    const { manager } = academie.dataSource;
    const gegevens = { voornaam: 'Anna', link: 'http://academie.test/x', geldigTot: DINSDAG };
    await academie.app
      .get(BerichtenService)
      .schrijf(manager, [
        { sleutel: 'proef:1', sjabloon: 'inloggen/inloglink', aan: 'anna@school.example', gegevens },
      ]);
    expect(await aantal('berichten-mislukt')).toBe(0);
    const bericht = await manager.findOneByOrFail(Bericht, { sleutel: 'proef:1' });
    await manager.update(Bericht, { id: bericht.id }, { status: 'mislukt', fout: '550 unknown' });
    expect((await groep('berichten-mislukt'))?.regels).toEqual([
      expect.objectContaining({
        onderwerp: bericht.onderwerp,
        zin: 'Aan anna@school.example, op di 10 nov 2026 om 10:00 uur.',
        href: `/beheer/berichten/${bericht.id}`,
      }),
    ]);
    await academie.app.get(HerverzendenService).herverzend(coordinator, bericht.id);
    expect(await aantal('berichten-mislukt')).toBe(0);
    await academie.dataSource.query(`UPDATE bericht SET status = 'mislukt' WHERE sleutel LIKE 'proef:1:%'`);
    expect(await aantal('berichten-mislukt')).toBe(1);
    const weer = await manager.findOneByOrFail(Bericht, { sleutel: 'proef:1:herverzending:1' });
    await academie.app.get(HerverzendenService).laatRusten(coordinator, weer.id);
    expect(await aantal('berichten-mislukt')).toBe(0);
  });

  test('go/no-go is dichtbij of voorbij, en het minimum is er niet', async () => {
    const cohort = await maakCohort(academie.dataSource, { minimum: 2, goNoGoOp: '2026-11-24' });
    await vul(academie, cohort.id, 1);
    expect((await groep('go-no-go'))?.regels[0]).toMatchObject({
      zin: '1 van minimaal 2. Besluit op dinsdag 24 november 2026.',
      href: `/beheer/cohorten/${cohort.id}/voortgang`,
    });
    await werk(cohort.id, { goNoGoOp: '2026-11-25' });
    expect(await aantal('go-no-go')).toBe(0);
    await werk(cohort.id, { goNoGoOp: '2026-11-01' });
    expect((await groep('go-no-go'))?.regels[0]?.zin).toContain(
      'De besluitdatum zondag 1 november 2026 is voorbij.',
    );
    await werk(cohort.id, { status: 'bevestigd' });
    expect(await aantal('go-no-go')).toBe(0);
    await werk(cohort.id, { status: 'open' });
    await vul(academie, cohort.id, 1);
    expect(await aantal('go-no-go')).toBe(0);
  });

  test('een vastgehouden plaats na haar einde telt niet voor het minimum', async () => {
    const cohort = await maakCohort(academie.dataSource, { minimum: 1, goNoGoOp: '2026-11-24' });
    await meldLosAan(academie, cohort.id, anoniem);
    expect(await aantal('go-no-go')).toBe(0);
    academie.clock.advance(25 * 60);
    expect(await aantal('go-no-go')).toBe(1);
  });

  test('een bijeenkomst eindigde zonder aanwezigheid, dit schooljaar', async () => {
    const cohort = await maakCohort(academie.dataSource, { status: 'gestart' });
    const [a] = await (async () => {
      await werk(cohort.id, { status: 'open' });
      const mensen = await vul(academie, cohort.id, 1);
      await werk(cohort.id, { status: 'gestart' });
      return mensen;
    })();
    expect(await aantal('aanwezigheid')).toBe(0);
    await verzet(cohort.id, addHours(DINSDAG, -2), 3);
    expect(await aantal('aanwezigheid')).toBe(0);
    await verzet(cohort.id, addHours(DINSDAG, -3), 3);
    expect((await groep('aanwezigheid'))?.regels[0]).toMatchObject({
      zin: 'Bijeenkomst van di 10 nov 2026 om 07:00 uur, 1 deelnemer.',
      href: expect.stringMatching(/^\/beheer\/bijeenkomsten\/[0-9a-f-]{36}\/aanwezigheid$/),
    });
    await maakBijeenkomst(academie.dataSource, {
      cohortId: cohort.id,
      begint: dagen(-60),
      eindigt: addHours(dagen(-60), 2),
    });
    expect((await groep('aanwezigheid'))?.regels.map(({ zin }) => zin)).toEqual([
      expect.stringContaining('10 nov'),
      expect.stringContaining('11 sep'),
    ]);
    await kom(
      (await academie.dataSource.manager.findOneByOrFail(Bijeenkomst, { begint: dagen(-60) })).id,
      a!.id,
    );
    expect(await aantal('aanwezigheid')).toBe(1);
    await verzet(cohort.id, new Date('2026-07-31T08:00:00Z'));
    expect(await aantal('aanwezigheid')).toBe(0);
  });

  test('niemand hoeft aanwezigheid vast te leggen waar niemand een plaats heeft, of van wat is geannuleerd', async () => {
    const leeg = await maakCohort(academie.dataSource, { status: 'gestart' });
    const weg = await maakCohort(academie.dataSource);
    await vul(academie, weg.id, 1);
    for (const { id } of [leeg, weg]) await verzet(id, dagen(-1));
    await werk(weg.id, { status: 'geannuleerd', annuleringsreden: 'ziek' });
    expect(await aantal('aanwezigheid')).toBe(0);
  });

  test('het aanmelden sluit binnen een week', async () => {
    const cohort = await maakCohort(academie.dataSource, { aanmeldenVoor: '2026-11-17' });
    expect((await groep('aanmelden-sluit'))?.regels[0]?.zin).toBe(
      'Tot en met maandag 16 november 2026. 0 van 20 plaatsen bezet.',
    );
    await werk(cohort.id, { aanmeldenVoor: '2026-11-11' });
    expect((await groep('aanmelden-sluit'))?.regels[0]?.zin).toContain('Vandaag is de laatste dag.');
    await werk(cohort.id, { aanmeldenVoor: '2026-11-10' });
    expect(await aantal('aanmelden-sluit')).toBe(0);
    await werk(cohort.id, { aanmeldenVoor: '2026-11-18' });
    expect(await aantal('aanmelden-sluit')).toBe(0);
  });

  test('de laatste bijeenkomst was, en het is niet afgerond; daarna niet gecertificeerd', async () => {
    const cohort = await maakCohort(academie.dataSource);
    const [a] = await vul(academie, cohort.id, 1);
    await werk(cohort.id, { status: 'gestart' });
    await maakBijeenkomst(academie.dataSource, {
      cohortId: cohort.id,
      begint: dagen(-20),
      eindigt: addHours(dagen(-20), 2),
    });
    expect(await aantal('af-te-ronden')).toBe(0);
    await verzet(cohort.id, dagen(-10));
    expect((await groep('af-te-ronden'))?.regels[0]).toMatchObject({
      zin: 'De laatste bijeenkomst was zaterdag 31 oktober 2026.',
      href: `/beheer/cohorten/${cohort.id}/voortgang`,
    });
    await werk(cohort.id, { status: 'afgerond' });
    expect([await aantal('af-te-ronden'), await aantal('te-certificeren')]).toEqual([0, 0]);
    await academie.dataSource.manager.update(Aanmelding, { id: a!.id }, { status: 'voltooid' });
    expect((await groep('te-certificeren'))?.regels[0]?.zin).toBe('1 deelnemer heeft het voltooid.');
    await werk(cohort.id, { status: 'gecertificeerd' });
    expect(await aantal('te-certificeren')).toBe(0);
  });

  test('de eerstejaars van een cohort dat doorgaat, tot ze hun certificaten hebben', async () => {
    const klas = await maakKlas(academie, {
      leerjaren: [1, 1, 2, 2],
      opleiding: { leerjaren: 2 },
      cohort: { status: 'gestart' },
    });
    expect(await aantal('te-certificeren')).toBe(1);
    await academie.dataSource.manager.update(
      Bijeenkomst,
      { id: klas.bijeenkomsten[1]!.id },
      { begint: dagen(1), eindigt: addHours(dagen(1), 2) },
    );
    expect(await aantal('te-certificeren')).toBe(0);
    await academie.dataSource.manager.update(
      Bijeenkomst,
      { id: klas.bijeenkomsten[1]!.id },
      { begint: dagen(-9), eindigt: addHours(dagen(-9), 2) },
    );
    expect((await groep('te-certificeren'))?.regels[0]).toMatchObject({
      zin: 'Leerjaar 1 is voorbij.',
      href: `/beheer/cohorten/${klas.cohort.id}/certificering`,
    });
    await certificeer(academie, klas.cohort.id, { datum: '2026-11-10' });
    // The second leerjaar is over as well, but that waits for the cohort to be afgerond.
    expect(await aantal('te-certificeren')).toBe(0);
  });

  test('een concept begint binnen zestig dagen', async () => {
    const cohort = await maakCohort(academie.dataSource, { status: 'concept' });
    expect(await aantal('concept')).toBe(0);
    await verzet(cohort.id, dagen(60));
    expect((await groep('concept'))?.regels[0]).toMatchObject({
      zin: 'Begint zaterdag 9 januari 2027.',
      href: `/beheer/cohorten/${cohort.id}/plan`,
    });
    await werk(cohort.id, { status: 'open' });
    expect(await aantal('concept')).toBe(0);
  });

  test('een bestuur antwoordde dagen niet', async () => {
    const bestuur = await maakBestuur(academie.dataSource, { naam: 'Traag bestuur', vraagtAkkoord: true });
    const { vestigingscode } = await maakSchool(academie.dataSource, { bestuurId: bestuur.id });
    const cohort = await maakCohort(academie.dataSource);
    for (let i = 0; i < 2; i += 1) {
      const a = await meldLosAan(academie, cohort.id, anoniem, { vestigingscode });
      await academie.app.get(AanmeldingenService).bevestigEmail(a.id, eigenaar(a));
    }
    await meldLosAan(academie, cohort.id, anoniem, { vestigingscode });
    expect(await aantal('akkoord')).toBe(0);
    academie.clock.advance(73 * 60);
    expect((await groep('akkoord'))?.regels).toEqual([
      expect.objectContaining({
        zin: '2 aanmeldingen wachten op Traag bestuur, de oudste sinds dinsdag 10 november 2026.',
      }),
    ]);
    academie.clock.advance(7 * 24 * 60);
    expect(await aantal('akkoord')).toBe(0);
  });

  test('iemand in de rij was er', async () => {
    const cohort = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 0 });
    const [zit, wacht] = await vul(academie, cohort.id, 2);
    const bijeenkomst = await bijeenkomstVan(cohort.id);
    await kom(bijeenkomst.id, zit!.id);
    expect(await aantal('inlopers')).toBe(0);
    await kom(bijeenkomst.id, wacht!.id);
    expect((await groep('inlopers'))?.regels).toEqual([
      expect.objectContaining({
        zin: 'Anna Berg was er op woensdag 20 januari 2027 en staat nog op de wachtlijst.',
      }),
    ]);
  });

  test('een aanbod van een ander cohort heeft een week geen antwoord', async () => {
    const [van, naar, ook] = await Promise.all([1, 2, 3].map(() => maakCohort(academie.dataSource)));
    const [a] = await vul(academie, van!.id, 1);
    const voorstellen = [naar!, ook!].map(({ id }) => ({
      aanmeldingId: a!.id,
      naarCohortId: id,
      gemaaktOp: dagen(-8),
    }));
    await academie.dataSource.manager.insert(Overzetvoorstel, voorstellen);
    expect((await groep('overzetvoorstellen'))?.regels).toEqual([
      expect.objectContaining({
        zin: 'Iemand heeft nog niet gekozen; het oudste voorstel is van maandag 2 november 2026.',
        href: `/beheer/cohorten/${van!.id}`,
      }),
    ]);
    await academie.dataSource.manager.update(Overzetvoorstel, { status: 'open' }, { gemaaktOp: dagen(-6) });
    expect(await aantal('overzetvoorstellen')).toBe(0);
    await academie.dataSource.manager.update(
      Overzetvoorstel,
      { status: 'open' },
      { gemaaktOp: dagen(-8), status: 'afgewezen', beantwoordOp: DINSDAG },
    );
    expect(await aantal('overzetvoorstellen')).toBe(0);
  });
});

describe('de lijst als geheel', () => {
  test('heeft het dringendste eerst, vijf regels van elk, en de rest achter een link', async () => {
    for (let i = 0; i < 6; i += 1)
      await maakCohort(academie.dataSource, { aanmeldenVoor: `2026-11-${12 + (i % 3)}` });
    await maakCohort(academie.dataSource, { goNoGoOp: '2026-11-12' });
    const groepen = await lijst().alles();
    expect(groepen.map(({ code, totaal, regels }) => [code, totaal, regels.length])).toEqual([
      ['go-no-go', 1, 1],
      ['aanmelden-sluit', 6, 5],
    ]);
    const { cookie } = await logIn(academie, await maakGebruiker(academie.dataSource));
    const { tekst } = await vraag(academie, '/beheer', { headers: { cookie } });
    expect(tekst).toContain('Er zijn 7 dingen die iets van je vragen.');
    expect(tekst).toContain('href="/beheer/werklijst/aanmelden-sluit"');
    const rest = await vraag(academie, '/beheer/werklijst/aanmelden-sluit', { headers: { cookie } });
    expect(rest.tekst.match(/<li class="ula-taak /g)).toHaveLength(6);
    expect((await vraag(academie, '/beheer/werklijst/onzin', { headers: { cookie } })).status).toBe(404);
  });

  test('bladert in de database, ook voorbij het einde', async () => {
    for (const voor of ['2026-11-14', '2026-11-12', '2026-11-13'])
      await maakCohort(academie.dataSource, { aanmeldenVoor: voor });
    const pagina = async (skip: number) => {
      const { totaal, regels } = await lijst().groep('aanmelden-sluit', skip, 2);
      return [totaal, ...regels.map(({ zin }) => /\d+ november/.exec(zin)?.[0])];
    };
    expect(await pagina(0)).toEqual([3, '11 november', '12 november']);
    expect(await pagina(2)).toEqual([3, '13 november']);
    expect(await pagina(4)).toEqual([3]);
  });

  test('elke groep is apart te vragen', async () => {
    for (const code of groepcodes)
      expect(await lijst().groep(code, 0, 5)).toMatchObject({ code, totaal: 0, regels: [] });
  });

  test('een taak die niemand draait staat erbij, zodra er tijd voor was', async () => {
    academie.clock.advance(60);
    expect((await groep('planner'))?.regels[0]).toMatchObject({
      zin: 'Nog nooit afgemaakt.',
      href: '/beheer/planner',
    });
  });
});

describe('this week', () => {
  test('is van maandag tot zondag in Utrecht, wat nog komt eerst', async () => {
    const opleiding = await maakOpleiding(academie.dataSource, { naam: 'LAS I' });
    const trainer = await maakGebruiker(academie.dataSource, { rol: 'trainer', naam: 'Tara Trainer' });
    const cohort = await maakCohort(academie.dataSource, {
      opleidingId: opleiding.id,
      naam: 'najaar',
      locatie: 'Zaal 1',
    });
    await vul(academie, cohort.id, 2);
    const maak = (begint: string) =>
      maakBijeenkomst(academie.dataSource, {
        cohortId: cohort.id,
        begint: new Date(begint),
        eindigt: addHours(new Date(begint), 2),
        locatie: null,
        trainerId: trainer.id,
      });
    await maak('2026-11-08T22:59:00Z');
    await maak('2026-11-08T23:00:00Z');
    await maak('2026-11-10T14:00:00Z');
    await maak('2026-11-15T22:59:00Z');
    await maak('2026-11-15T23:00:00Z');
    const { totaal, regels } = await lijst().week(0, 10);
    expect(totaal).toBe(3);
    expect(regels.map(({ begint }) => begint.toISOString())).toEqual([
      '2026-11-10T14:00:00.000Z',
      '2026-11-15T22:59:00.000Z',
      '2026-11-08T23:00:00.000Z',
    ]);
    expect(regels[0]).toMatchObject({
      opleiding: 'LAS I',
      locatie: 'Zaal 1',
      trainer: 'Tara Trainer',
      aantal: 2,
    });
  });
});

describe('de API', () => {
  test("vertelt programma's hetzelfde", async () => {
    const cohort = await maakCohort(academie.dataSource, { aanmeldenVoor: '2026-11-12' });
    const { cookie } = await logIn(academie, await maakGebruiker(academie.dataSource));
    const antwoord = await vraag(academie, '/api/v1/werklijst', { headers: { cookie } });
    expect(antwoord.json()).toEqual({
      groepen: [
        {
          groep: 'aanmelden-sluit',
          titel: 'Aanmelden sluit bijna',
          dringend: 'binnenkort',
          totaal: 1,
          items: [
            {
              onderwerp: expect.stringMatching(/^Opleiding \d+, Cohort \d+$/) as unknown,
              zin: 'Tot en met woensdag 11 november 2026. 0 van 20 plaatsen bezet.',
              adres: `/beheer/cohorten/${cohort.id}`,
              cohort: cohort.id,
            },
          ],
        },
      ],
      dezeWeek: [],
    });
    const groepAntwoord = await vraag(academie, '/api/v1/werklijst/aanmelden-sluit?paginaGrootte=1', {
      headers: { cookie },
    });
    expect(groepAntwoord.json()).toMatchObject({ totaal: 1, pagina: 1, paginaGrootte: 1 });
    expect((await vraag(academie, '/api/v1/werklijst/onzin', { headers: { cookie } })).status).toBe(404);
    expect((await vraag(academie, '/api/v1/werklijst')).status).toBe(401);
  });
});
