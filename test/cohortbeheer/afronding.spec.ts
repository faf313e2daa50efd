import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { OverzettenService } from '../../src/aanmeldingen/overzetten.service.js';
import { Aanwezigheid } from '../../src/aanwezigheid/aanwezigheid.entity.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import type { Gebruiker } from '../../src/toegang/gebruiker.entity.js';
import { vul, verwachtGaaf } from '../support/aanmeldingen.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakBijeenkomst, maakCohort, maakGebruiker, maakOpleiding } from '../support/makers.js';
import { stuur, vraag, type Antwoord } from '../support/vraag.js';
import { rekentijd } from '../support/tijd.js';
import { haaltNorm } from '../../src/cohortbeheer/levensloop/afronding.service.js';
test('de norm: geweest of ingehaald, nooit strenger met meer aanwezigheid, mild zonder registratie', () => {
  const gegevens = fc.record({
    totaal: fc.integer({ min: 1, max: 100 }),
    norm: fc.integer({ min: 0, max: 100 }),
  });
  fc.assert(
    fc.property(gegevens, fc.nat(100), ({ totaal, norm }, n) => {
      const aanwezig = Math.min(n, totaal);
      const haalt = haaltNorm({ aanwezig, totaal }, norm, true);
      expect(haalt).toBe(aanwezig / totaal >= norm / 100 - 1e-12);
      if (haalt) expect(haaltNorm({ aanwezig: totaal, totaal }, norm, true)).toBe(true);
      expect(haaltNorm({ aanwezig, totaal }, norm, false)).toBe(true);
    }),
  );
  expect(haaltNorm({ aanwezig: 4, totaal: 5 }, 80, true)).toBe(true);
  expect(haaltNorm({ aanwezig: 3, totaal: 4 }, 80, true)).toBe(false);
});

describe('een cohort afronden', () => {
  let academie: Academie;
  let gebruiker: Gebruiker;
  let coordinator: Inlog;
  beforeAll(async () => {
    academie = await startAcademie();
    gebruiker = await maakGebruiker(academie.dataSource);
  });
  afterAll(() => academie.sluit());
  beforeEach(() => academie.clock.set(DINSDAG));

  const m = () => academie.dataSource.manager;
  const rondAf = (id: string, body: object = {}): Promise<Antwoord> =>
    vraag(academie, `/api/v1/cohorten/${id}/afronding`, {
      method: 'POST',
      headers: {
        cookie: coordinator.cookie,
        'x-csrf-token': coordinator.csrf,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
  const uitkomsten = async (cohortId: string): Promise<Record<string, string>> => {
    const rows = await m().query<{ id: string; status: string }[]>(
      'SELECT id, status FROM aanmelding WHERE cohort_id = $1',
      [cohortId],
    );
    return Object.fromEntries(rows.map(({ id, status }) => [id, status]));
  };
  const plan = (cohortId: string): Promise<Bijeenkomst[]> =>
    m().find(Bijeenkomst, { where: { cohortId }, order: { begint: 'ASC' } });
  const was = (
    a: Pick<Aanmelding, 'id'>,
    b: Bijeenkomst,
    stand: Aanwezigheid['stand'],
    haaltIn?: Bijeenkomst,
  ): Promise<unknown> =>
    m().insert(Aanwezigheid, {
      aanmeldingId: a.id,
      bijeenkomstId: b.id,
      stand,
      haaltInId: haaltIn?.id ?? null,
      op: academie.clock.now(),
    });

  /** Full of people, then begun on 20 January 2027 with bijeenkomsten on following days; the clock stands after the last. */
  async function afgelopen(mensen: number, dagen = 1, met: Partial<Cohort> = {}) {
    const cohort = await maakCohort(academie.dataSource, { capaciteit: Math.max(mensen, 8), ...met });
    const rij = await vul(academie, cohort.id, mensen);
    for (let dag = 1; dag < dagen; dag += 1)
      await maakBijeenkomst(academie.dataSource, {
        cohortId: cohort.id,
        begint: new Date(Date.UTC(2027, 0, 20 + dag, 12)),
        eindigt: new Date(Date.UTC(2027, 0, 20 + dag, 15)),
      });
    academie.clock.set(new Date(Date.UTC(2027, 0, 20 + dagen - 1, 15)));
    coordinator = await logIn(academie, gebruiker);
    return { cohort, rij, bijeenkomsten: await plan(cohort.id) };
  }

  test('kan pas als de laatste bijeenkomst voorbij is, en maar één keer', async () => {
    const { cohort } = await afgelopen(2, 2);
    academie.clock.set(new Date('2027-01-21T14:59:59Z'));
    const vroeg = await rondAf(cohort.id);
    expect([vroeg.status, vroeg.json().code]).toEqual([409, 'nog-niet-voorbij']);
    expect(vroeg.json().detail).toBe(
      'De laatste bijeenkomst eindigt pas do 21 jan 2027 om 16:00 uur. Daarna kun je dit cohort afronden.',
    );
    academie.clock.set(new Date('2027-01-21T15:00:00Z'));
    expect((await rondAf(cohort.id, { versie: 99 })).status).toBe(409);
    expect((await rondAf(cohort.id)).json()).toMatchObject({ status: 'afgerond' });
    expect((await rondAf(cohort.id)).json()).toMatchObject({ code: 'overgang-niet-mogelijk' });
  });

  test('zonder bijeenkomsten kan het niet, met een zin die zegt wat er ontbreekt', async () => {
    const { cohort } = await afgelopen(1);
    await m().delete(Bijeenkomst, { cohortId: cohort.id });
    expect((await rondAf(cohort.id)).json()).toMatchObject({ status: 409, code: 'geen-bijeenkomsten' });
  });

  test('wie uit een ander cohort kwam, overgezet of samengevoegd, staat erbij met hoe vaak die daar was', async () => {
    const opleidingId = (await maakOpleiding(academie.dataSource)).id;
    const eerder = await maakCohort(academie.dataSource, { opleidingId });
    const doel = await maakCohort(academie.dataSource, { opleidingId });
    const [daar] = await plan(eerder.id);
    const [oud] = await vul(academie, eerder.id, 1);
    await was(oud!, daar!, 'aanwezig');
    const wie = {
      soort: 'gebruiker',
      id: gebruiker.id,
      naam: 'Co',
      rol: 'coordinator',
      bestuurId: null,
    } as const;
    await academie.app.get(OverzettenService).zetOver(oud!.id, doel.id, wie);
    const { cohort, rij } = await afgelopen(3, 1, { opleidingId });
    const [hier] = await plan(cohort.id);
    await was(rij[0]!, hier!, 'aanwezig');
    await was(rij[1]!, daar!, 'aanwezig');
    const toon = (id: string) =>
      vraag(academie, `/beheer/cohorten/${id}/afronding`, { headers: { cookie: coordinator.cookie } });
    const zin = /Stond eerst in een ander cohort en was daar bij 1 bijeenkomst\./g;
    expect((await toon(cohort.id)).tekst.match(zin)).toHaveLength(1);
    expect((await toon(doel.id)).tekst.match(zin)).toHaveLength(1);
  });

  test('zonder aanwezigheid voltooit iedereen; wie nog wachtte krijgt bericht', async () => {
    const { cohort, rij } = await afgelopen(10, 1, { capaciteit: 8 });
    expect((await rondAf(cohort.id)).status).toBe(200);
    const na = Object.values(await uitkomsten(cohort.id));
    expect([na.filter((s) => s === 'voltooid').length, na.filter((s) => s === 'geannuleerd').length]).toEqual(
      [8, 2],
    );
    const mails = await m().findBy(Bericht, { cohortId: cohort.id, soort: 'aanmeldingen/geannuleerd' });
    expect(mails).toHaveLength(2);
    expect(mails[0]!.tekst).toContain('De groep is afgelopen');
    const audit = await m().query<{ code: string; n: number }[]>(
      `SELECT code, count(*)::integer AS n FROM auditregel
        WHERE onderwerp_id = ANY($1) AND code IN ('cohort.afgerond', 'aanmelding.afgerond', 'aanmelding.geannuleerd')
        GROUP BY code ORDER BY code`,
      [[cohort.id, ...rij.map(({ id }) => id)]],
    );
    expect(audit).toEqual([
      { code: 'aanmelding.afgerond', n: 8 },
      { code: 'aanmelding.geannuleerd', n: 2 },
      { code: 'cohort.afgerond', n: 1 },
    ]);
    await verwachtGaaf(academie);
  });

  test('met aanwezigheid telt de norm van de opleiding, inhalen elders telt mee, afgemeld niet', async () => {
    const opleiding = await maakOpleiding(academie.dataSource, { aanwezigheidsnormPct: 75 });
    const elders = (
      await plan((await maakCohort(academie.dataSource, { opleidingId: opleiding.id })).id)
    )[0]!;
    const { cohort, rij, bijeenkomsten } = await afgelopen(4, 4, { opleidingId: opleiding.id });
    const [vier, driePlusInhaal, twee, nul] = rij as [Aanmelding, Aanmelding, Aanmelding, Aanmelding];
    for (const b of bijeenkomsten) await was(vier, b, 'aanwezig');
    await was(driePlusInhaal, bijeenkomsten[0]!, 'aanwezig');
    await was(driePlusInhaal, bijeenkomsten[1]!, 'aanwezig');
    await was(driePlusInhaal, bijeenkomsten[2]!, 'afwezig');
    await was(driePlusInhaal, elders, 'aanwezig', bijeenkomsten[2]);
    await was(twee, bijeenkomsten[0]!, 'aanwezig');
    await was(twee, bijeenkomsten[1]!, 'aanwezig');
    await was(twee, bijeenkomsten[2]!, 'afgemeld');
    expect((await rondAf(cohort.id)).status).toBe(200);
    expect(await uitkomsten(cohort.id)).toEqual({
      [vier.id]: 'voltooid',
      [driePlusInhaal.id]: 'voltooid',
      [twee.id]: 'niet-voltooid',
      [nul.id]: 'niet-voltooid',
    });
  });

  test('de coördinator wijkt af met een reden, alleen voor wie hier een plaats heeft', async () => {
    const { cohort, rij, bijeenkomsten } = await afgelopen(3);
    await was(rij[0]!, bijeenkomsten[0]!, 'aanwezig');
    const vreemd = '00000000-0000-4000-8000-00000000abcd';
    const fout = await rondAf(cohort.id, {
      afwijkingen: [
        { aanmelding: rij[1]!.id, voltooid: true, reden: '' },
        { aanmelding: vreemd, voltooid: true, reden: 'x' },
      ],
    });
    expect([fout.status, fout.json().fouten]).toEqual([
      400,
      [{ veld: 'afwijkingen.0.reden', melding: 'Vul dit veld in.' }],
    ]);
    const onbekend = await rondAf(cohort.id, {
      afwijkingen: [{ aanmelding: vreemd, voltooid: true, reden: 'x' }],
    });
    expect(onbekend.json().fouten).toEqual([
      { veld: 'afwijkingen.0.aanmelding', melding: 'Deze aanmelding heeft geen plaats in dit cohort.' },
    ]);
    const dubbel = { aanmelding: rij[1]!.id, voltooid: true, reden: 'x' };
    expect((await rondAf(cohort.id, { afwijkingen: [dubbel, dubbel] })).status).toBe(400);
    const goed = await rondAf(cohort.id, {
      afwijkingen: [
        { aanmelding: rij[1]!.id, voltooid: true, reden: 'Vervangende opdracht gedaan' },
        { aanmelding: rij[0]!.id, voltooid: false, reden: 'Opdracht niet ingeleverd' },
      ],
    });
    expect(goed.status).toBe(200);
    expect(await uitkomsten(cohort.id)).toEqual({
      [rij[0]!.id]: 'niet-voltooid',
      [rij[1]!.id]: 'voltooid',
      [rij[2]!.id]: 'niet-voltooid',
    });
    const [regel] = await m().query<{ gegevens: object }[]>(
      `SELECT gegevens FROM auditregel WHERE onderwerp_id = $1 AND code = 'aanmelding.afgerond'`,
      [rij[1]!.id],
    );
    expect(regel!.gegevens).toEqual({ status: 'voltooid', reden: 'Vervangende opdracht gedaan' });
  });

  test('op het scherm: het voorstel per persoon, en een geweigerde reden staat bij wie het aangaat', async () => {
    const { cohort, rij, bijeenkomsten } = await afgelopen(2, 2);
    await was(rij[0]!, bijeenkomsten[0]!, 'aanwezig');
    const pad = `/beheer/cohorten/${cohort.id}/afronding`;
    const { tekst } = await vraag(academie, pad, { headers: { cookie: coordinator.cookie } });
    expect(tekst).toContain('Voorstel: 0 van 2 deelnemers voltooid');
    expect(tekst).toContain('1 van 2 bijeenkomsten, 50%');
    expect(tekst).toContain('Van 1 bijeenkomst is geen aanwezigheid vastgelegd');
    const keuze = { [`uitkomst-${rij[0]!.id}`]: 'voltooid', versie: '1' };
    const zonder = await stuur(academie, pad, coordinator, keuze);
    expect(zonder.status).toBe(422);
    expect(zonder.tekst).toContain(`id="fout-reden-${rij[0]!.id}"`);
    expect(zonder.tekst).toContain('value="voltooid" checked');
    const vergeten = await stuur(academie, pad, coordinator, {
      [`reden-${rij[0]!.id}`]: 'Rest ingehaald',
      versie: '1',
    });
    expect(vergeten.status).toBe(422);
    expect(vergeten.tekst).toContain('Kruis ook “Toch voltooid” aan, of maak de reden leeg.');
    expect(vergeten.tekst).toContain('Rest ingehaald</textarea>');
    expect(new Set(Object.values(await uitkomsten(cohort.id)))).toEqual(new Set(['geplaatst']));
    const met = await stuur(academie, pad, coordinator, {
      ...keuze,
      [`reden-${rij[0]!.id}`]: 'Rest ingehaald',
    });
    expect([met.status, met.header('location')]).toEqual([303, `/beheer/cohorten/${cohort.id}/voortgang`]);
    expect(await uitkomsten(cohort.id)).toEqual({ [rij[0]!.id]: 'voltooid', [rij[1]!.id]: 'niet-voltooid' });
    const nogEens = await stuur(academie, pad, coordinator, keuze);
    expect(nogEens.status).toBe(422);
  });

  test('honderd mensen in een paar vragen aan de database', async () => {
    const { cohort } = await afgelopen(100);
    let vragen = 0;
    const { logger } = academie.dataSource;
    const teller = Object.assign(Object.create(logger) as typeof logger, {
      logQuery: () => void (vragen += 1),
    });
    Object.assign(academie.dataSource, { logger: teller });
    const duur = await rekentijd(async () => expect((await rondAf(cohort.id)).status).toBe(200));
    expect(duur).toBeLessThan(2000);
    Object.assign(academie.dataSource, { logger });
    expect(vragen).toBeGreaterThan(5);
    expect(vragen).toBeLessThan(40);
    expect(Object.values(await uitkomsten(cohort.id)).every((s) => s === 'voltooid')).toBe(true);
  });
});
