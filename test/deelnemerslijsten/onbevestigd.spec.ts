import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { anoniem, systeem, type Wie } from '../../src/toegang/wie.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { addHours } from '../../src/platform/clock/dates.js';
import { mag } from '../../src/toegang/rechten.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { WachtlijstTaak } from '../../src/wachtlijst/wachtlijst.taken.js';
import { bestuurder, coordinator, eigenaar, lees, meldLosAan, vul } from '../support/aanmeldingen.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { logIn } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakGebruiker, maakSchool } from '../support/makers.js';
import { deurenVan } from '../support/routes.js';
import { vraag } from '../support/vraag.js';

/** A stranger fills in the address of somebody else, with a school of KSU: KSU may not learn who that is. */
let academie: Academie;
let cohort: Cohort;
let ksu: string;
let school: string;
/** Everybody who works for KSU or before the class, with what they send along. */
const kijkers: { naam: string; wie: Wie; headers: Record<string, string> }[] = [];

beforeAll(async () => {
  academie = await startAcademie();
  const { dataSource: ds, app } = academie;
  cohort = await maakCohort(ds, { capaciteit: 2, minimum: 0 });
  ksu = (await maakBestuur(ds, { vraagtAkkoord: true, email: 'postbus@ksu.example' })).id;
  school = (await maakSchool(ds, { bestuurId: ksu })).vestigingscode;
  const bestuur = await maakGebruiker(ds, { rol: 'bestuur', bestuurId: ksu });
  const trainer = await maakGebruiker(ds, { rol: 'trainer' });
  await ds.manager.update(Bijeenkomst, { cohortId: cohort.id }, { trainerId: trainer.id });
  const sleutel = await app
    .get(SleutelsService)
    .maak(systeem, 'hr', ksu, ['aanmelden', 'aanmeldingen', 'deelnemerslijst']);
  for (const { id, naam, rol, bestuurId } of [bestuur, trainer]) {
    const { cookie, csrf } = await logIn(academie, { id });
    kijkers.push({
      naam: rol!,
      wie: { soort: 'gebruiker', id, naam, rol, bestuurId },
      headers: { cookie, 'x-csrf-token': csrf },
    });
  }
  const bevoegdheden = ['aanmelden', 'aanmeldingen', 'deelnemerslijst'];
  kijkers.push({
    naam: 'sleutel',
    wie: { soort: 'sleutel', id: ksu, naam: 'hr', bestuurId: ksu, bevoegdheden },
    headers: { authorization: `Bearer ${sleutel}` },
  });
});
afterAll(() => academie?.sluit());

/** Known and confirmed under her own name; `van` makes each one findable. */
async function vreemdeVultIn(van: string): Promise<{ a: Aanmelding; sporen: string[] }> {
  const email = `${van}@spo.example`;
  const ander = await maakCohort(academie.dataSource);
  const echt = { voornaam: 'Noor', achternaam: `Echt${van}`, email };
  await meldLosAan(academie, ander.id, systeem, echt);
  const verzonnen = { voornaam: 'Piet', achternaam: `Verzonnen${van}`, email, vestigingscode: school };
  const a = await meldLosAan(academie, cohort.id, anoniem, verzonnen);
  return { a, sporen: [email, `Echt${van}`, `Verzonnen${van}`, a.id] };
}

/** Every address that this visitor may read, as far as it is about this cohort and this aanmelding. */
function adressen(wie: Wie, a: Aanmelding, bijeenkomstId: string, zoek: string): string[] {
  return deurenVan(academie)
    .filter(({ route, recht }) => route.startsWith('GET ') && recht !== 'openbaar' && mag(wie, recht))
    .map(({ route }) =>
      route
        .slice(4)
        .replace('aanmeldingen/:id', `aanmeldingen/${a.id}`)
        .replace('bijeenkomsten/:id', `bijeenkomsten/${bijeenkomstId}`)
        .replace(/:(id|cohortId)/, cohort.id)
        .replace(/:\w+/g, 'x')
        .replace(/inlopers$/, `inlopers?zoek=${zoek}`),
    );
}

/** Where somebody found a trace of this aanmelding; xlsx is read as the text of its parts elsewhere, csv stands for both. */
async function gevonden(a: Aanmelding, sporen: string[]): Promise<string[]> {
  const { id } = await academie.dataSource.manager.findOneByOrFail(Bijeenkomst, { cohortId: cohort.id });
  const waar: string[] = [];
  for (const { naam, wie, headers } of kijkers)
    for (const pad of adressen(wie, a, id, sporen[1]!.toLowerCase())) {
      const { tekst, status } = await vraag(academie, pad, { headers });
      expect([pad, status < 500]).toEqual([pad, true]);
      const gezien = tekst.replaceAll(pad, '');
      if (sporen.some((spoor) => gezien.includes(spoor)))
        waar.push(
          `${naam} ${pad.split('?')[0]!.replace(a.id, ':id').replace(cohort.id, ':cohort').replace(id, ':b')}`,
        );
    }
  return waar;
}

async function aantalVolgensLijst(): Promise<number> {
  const { headers } = kijkers.find(({ naam }) => naam === 'sleutel')!;
  return (await vraag(academie, '/api/v1/deelnemerslijst', { headers })).json<{ totaal: number }>().totaal;
}

describe('wat niemand heeft bevestigd', () => {
  test('ziet een bestuur of trainer nergens: niet terwijl er een plaats voor wordt vastgehouden, en niet erna', async () => {
    const { a, sporen } = await vreemdeVultIn('Aap');
    expect((await lees(academie, a.id)).status).toBe('voorlopig');
    expect(await gevonden(a, sporen)).toEqual([]);
    expect(await aantalVolgensLijst()).toBe(0);
    academie.clock.set(addHours(DINSDAG, 30));
    await academie.app.get(WachtlijstTaak).voerUit({ proef: false });
    expect((await lees(academie, a.id)).status).toBe('verlopen');
    expect(await gevonden(a, sporen)).toEqual([]);
    academie.clock.set(DINSDAG);
  });

  test('ook niet op de wachtlijst, en niet als de academie de aanmelding beëindigt', async () => {
    await vul(academie, cohort.id, 2);
    const { a, sporen } = await vreemdeVultIn('Noot');
    expect((await lees(academie, a.id)).status).toBe('wachtlijst');
    await academie.app.get(AanmeldingenService).annuleer(a.id, coordinator, 'dubbel');
    expect(await gevonden(a, sporen)).toEqual([]);
    expect(await aantalVolgensLijst()).toBe(0);
  });

  test('kan een bestuur ook niet beslissen of beëindigen, en er komt geen post over', async () => {
    const { a } = await vreemdeVultIn('Mies');
    const dienst = academie.app.get(AanmeldingenService);
    const van = bestuurder(ksu);
    for (const daad of [
      () => dienst.geefAkkoord(a.id, van),
      () => dienst.wijsAf(a.id, van, 'Geen budget'),
      () => dienst.annuleer(a.id, van, null),
    ])
      await expect(daad()).rejects.toMatchObject({ code: 'aanmelding-onbekend' });
    const post = await academie.dataSource.query<unknown[]>(
      `SELECT FROM bericht WHERE aan = 'postbus@ksu.example'`,
    );
    expect(post).toEqual([]);
  });

  test('is er voor het bestuur zodra de eigenaar van het adres het bevestigt, en blijft er daarna', async () => {
    const { a, sporen } = await vreemdeVultIn('Wim');
    await academie.app.get(AanmeldingenService).bevestigEmail(a.id, eigenaar(a));
    const waar = await gevonden(a, sporen);
    for (const plek of [
      'bestuur /bestuur',
      'sleutel /api/v1/deelnemerslijst',
      'sleutel /api/v1/aanmeldingen/:id',
    ])
      expect(waar).toContain(plek);
    expect(waar).toEqual(
      expect.arrayContaining([
        'trainer /api/v1/cohorten/:cohort/aanmeldingen',
        'bestuur /bestuur/deelnemerslijst.csv',
      ]),
    );
    await academie.app.get(AanmeldingenService).annuleer(a.id, eigenaar(a), null);
    expect(await gevonden(a, sporen)).toContain('sleutel /api/v1/aanmeldingen/:id');
  });
});

describe('wie het bestuur zelf aanmeldt', () => {
  test.each(['bestuur', 'sleutel'])('is meteen bevestigd en zichtbaar, namens een %s', async (naam) => {
    const { headers } = kijkers.find((kijker) => kijker.naam === naam)!;
    const ruim = await maakCohort(academie.dataSource);
    const email = `${naam}.zelf@ksu.example`;
    const antwoord = await vraag(academie, `/api/v1/cohorten/${ruim.id}/aanmeldingen`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({
        voornaam: 'Kim',
        achternaam: 'Kok',
        email,
        vestigingscode: school,
        functie: 'leraar',
      }),
    });
    expect([antwoord.status, antwoord.json()]).toMatchObject([201, { status: 'geplaatst', wachtOp: [] }]);
    const lijst = await vraag(academie, '/api/v1/deelnemerslijst', { headers });
    expect(lijst.tekst).toContain(email);
  });
});
