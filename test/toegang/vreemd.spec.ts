import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { GebruikerRol, type Rol } from '../../src/toegang/gebruiker-rol.entity.js';
import { Privacyverzoek } from '../../src/privacyverzoeken/privacyverzoek.entity.js';
import { hashVan } from '../../src/platform/secrets.js';
import { mag, rechten, type Hoedanigheid, type Recht } from '../../src/toegang/rechten.js';
import { Sessie } from '../../src/toegang/sessie.entity.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { maakCertificaten } from '../certificering/opstelling.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, logPersoonIn, type Inlog } from '../support/inloggen.js';
import {
  maakBestuur,
  maakCohort,
  maakGebruiker,
  maakPersoon,
  maakSchool,
  WACHTWOORD,
} from '../support/makers.js';
import { deurenVan } from '../support/routes.js';
import { vraag } from '../support/vraag.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { VerbeterenService } from '../../src/inzage/verbeteren.service.js';
import { Passkey } from '../../src/toegang/gebruiker.entity.js';

/**
 * The table of rights opens a door; behind it each sees only what is theirs. Every route with an id in its address is
 * asked here for a record of somebody else, by each role that gets through the door but may not see everything.
 */

/** Sees all of what a right is about. */
const ZIET_ALLES: Partial<Record<Hoedanigheid, readonly Recht[] | 'alles'>> = {
  coordinator: 'alles',
  academiesleutel: 'alles',
  beheer: 'alles',
  // Figures of all cohorten, and of no human.
  programmamanager: ['evaluaties.bekijken', 'cohorten.bekijken'],
  // Every human, for whoever asks; what everybody did, which is theirs to guard; of what is erased numbers only.
  privacy: [
    'personen.zoeken',
    'personen.inzien',
    'privacyverzoeken.behandelen',
    'bewaartermijnen.bekijken',
    'audit.bekijken',
    'audit.record',
  ],
};

/** Open to all who know the address: who holds the link is who it is about, and the catalogue is everybody's. */
const VOOR_IEDEREEN: readonly Recht[] = ['openbaar', 'aanmelden'];

/** A body that only fails because of whose record it is. */
const lijven: Record<string, () => object> = {
  'PUT /api/v1/bijeenkomsten/:id/aanwezigheid': () => ({
    aanwezigheid: [{ aanmelding: van.ander.aanmelding, aanwezig: true }],
  }),
  'POST /api/v1/bijeenkomsten/:id/inlopers': () => ({
    voornaam: 'Anna',
    achternaam: 'Berg',
    email: 'anna@school.example',
    functie: 'leraar',
  }),
  ...Object.fromEntries(
    ['/api/v1', '/beheer', '/trainer'].map((waar) => [
      `POST ${waar}/bijeenkomsten/:id/inhalers`,
      () => ({ aanmelding: van.eigen.aanmelding, haaltIn: van.eigen.bijeenkomst }),
    ]),
  ),
  'POST /account/passkeys/:id/verwijdering': () => ({ wachtwoord: WACHTWOORD }),
  'POST /api/v1/aanmeldingen/:id/afwijzing': () => ({ reden: 'hoort er niet bij' }),
  'POST /api/v1/aanmeldingen/:id/annulering': () => ({ reden: 'hoort er niet bij' }),
  'POST /api/v1/aanmeldingen/:id/overzetting': () => ({ cohort: van.eigen.cohort }),
  'POST /api/v1/aanmeldingen/:id/overzetafwijzing': () => ({ cohort: van.eigen.cohort }),
};

/** A list of a record that all may know of: nothing of others stands in it. */
const LIJSTEN = ['GET /api/v1/cohorten/:id/aanmeldingen'];

/** What is already gone may go again, so these answer the same for what is not theirs; it has to be there after it. */
const ZONDER_WOORD = ['POST /account/sessies/:hash/beeindiging', 'POST /account/passkeys/:id/verwijdering'];

interface Stukken {
  adreslink: string;
  sessie: string;
  passkey: string;
  aanmelding: string;
  bijeenkomst: string;
  cohort: string;
  gebruiker: string;
  rol: string;
  certificaat: string;
  verzoek: string;
}

let huis: Academie;
const van = {} as Record<'eigen' | 'ander', Stukken>;
type Kop = Record<string, string>;
const bezoekers = new Map<Hoedanigheid, Kop>();
const browser = ({ cookie, csrf }: Inlog): Kop => ({ cookie, 'x-csrf-token': csrf });

beforeAll(async () => {
  huis = await startAcademie();
  const { dataSource: ds } = huis;
  for (const wiens of ['eigen', 'ander'] as const) {
    const bestuurId = (await maakBestuur(ds)).id;
    const school = await maakSchool(ds, { bestuurId });
    const persoon = await maakPersoon(ds, {});
    const trainer = await maakGebruiker(ds, { rol: 'trainer' });
    const collega = await maakGebruiker(ds, { rol: 'bestuur', bestuurId });
    const klas = await maakCertificaten(huis, { mensen: [{}] });
    await ds.manager.update(Bijeenkomst, { cohortId: klas.cohort.id }, { trainerId: trainer.id });
    const cohort = await maakCohort(ds);
    await ds.manager.update(Bijeenkomst, { cohortId: cohort.id }, { trainerId: trainer.id });
    const aanmelding = await ds.manager.save(Aanmelding, {
      ...{ cohortId: cohort.id, persoonId: persoon.id, functie: 'leraar', status: 'geplaatst' },
      ...{ plaatsnummer: 1, plaatsVan: 20, token: `vreemd-${wiens}`, bestuurId, schoolId: school.id },
      ...{ aangemeldOp: huis.clock.now(), statusSinds: huis.clock.now() },
    } as Aanmelding);
    van[wiens] = {
      adreslink: await vraagAdres(persoon.id),
      aanmelding: aanmelding.id,
      bijeenkomst: (await ds.manager.findOneByOrFail(Bijeenkomst, { cohortId: cohort.id })).id,
      cohort: cohort.id,
      gebruiker: collega.id,
      rol: (await ds.manager.findOneByOrFail(GebruikerRol, { gebruikerId: collega.id })).id,
      certificaat: klas.certificaten[0]!.nummer,
      sessie: hashVan((await logIn(huis, collega)).cookie.replace('sessie=', '')),
      passkey: await maakPasskey(collega.id, wiens),
      verzoek: await maakVerzoek(persoon.id),
    };
    if (wiens === 'ander') continue;
    bezoekers.set(
      'bestuur',
      browser(await logIn(huis, await maakGebruiker(ds, { rol: 'bestuur', bestuurId }))),
    );
    bezoekers.set('trainer', browser(await logIn(huis, trainer)));
    bezoekers.set('persoon', browser(await logPersoonIn(huis, persoon.id)));
    const bevoegd = ['aanmelden', 'aanmeldingen', 'deelnemerslijst'] as const;
    const sleutel = await huis.app.get(SleutelsService).maak(systeem, 'proef', bestuurId, [...bevoegd]);
    bezoekers.set('bestuurssleutel', { authorization: `Bearer ${sleutel}` });
  }
  for (const rol of ['schoolleider', 'programmamanager', 'privacy'] as Rol[])
    bezoekers.set(rol, browser(await logIn(huis, await maakGebruiker(ds, { rol }))));
  bezoekers.set('gebruiker', browser(await logIn(huis, await maakGebruiker(ds, { rol: null }))));
  bezoekers.set('anoniem', {});
});
afterAll(() => huis?.sluit());

/** The secret of the link that somebody gets who wants another address. */
async function vraagAdres(persoonId: string): Promise<string> {
  const email = `${persoonId}@nieuw.example`;
  await huis.app
    .get(VerbeterenService)
    .vraagAdres({ soort: 'persoon', id: persoonId, naam: '', email: '' }, email);
  const { tekst } = await huis.dataSource.manager.findOneByOrFail(Bericht, { aan: email });
  return /\/adres\/(\S+)/.exec(tekst)![1]!;
}

async function maakPasskey(gebruikerId: string, credentialId: string): Promise<string> {
  const { id } = await huis.dataSource.manager.save(Passkey, {
    ...{ gebruikerId, credentialId, publiekeSleutel: Buffer.from('x'), teller: '0', naam: 'telefoon' },
    aangemaaktOp: huis.clock.now(),
  } as Passkey);
  return id;
}

async function maakVerzoek(persoonId: string): Promise<string> {
  const { id } = await huis.dataSource.manager.save(Privacyverzoek, {
    ...{
      persoonId,
      soort: 'wissing',
      status: 'open',
      ontvangenOp: huis.clock.now(),
      termijnOp: '2026-12-10',
    },
  } as Privacyverzoek);
  return id;
}

/** `/api/v1/cohorten/:id/aanmeldingen` with an id of this one's. */
function padVan(route: string, stukken: Stukken): string {
  const delen = route.split(' ')[1]!.split('/');
  const soort = (i: number): keyof Stukken | undefined => {
    const [, naam = ''] = /^:(\w+)/.exec(delen[i]!) ?? [];
    if (naam === 'rol') return 'rol';
    if (naam === 'aanmelding') return 'aanmelding';
    const verzameling = delen[i - 1] ?? '';
    return (
      {
        aanmeldingen: 'aanmelding',
        bijeenkomsten: 'bijeenkomst',
        cohorten: 'cohort',
        gebruikers: 'gebruiker',
        certificaten: 'certificaat',
        sessies: 'sessie',
        passkeys: 'passkey',
        verzoek: 'verzoek',
        adres: 'adreslink',
      } as const
    )[verzameling];
  };
  return delen
    .map((deel, i) => {
      if (!deel.startsWith(':')) return deel;
      const welke = soort(i);
      if (!welke) throw new Error(`What is ${deel} in ${route}? Name it in test/toegang/vreemd.spec.ts.`);
      return deel.replace(/^:\w+/, stukken[welke]);
    })
    .join('/');
}

/** Who gets through this door without seeing everything behind it. */
function beperkten(recht: Recht): Hoedanigheid[] {
  if (VOOR_IEDEREEN.includes(recht)) return [];
  const binnen: readonly Hoedanigheid[] = rechten[recht];
  return binnen.filter((wie) => {
    const ziet = ZIET_ALLES[wie];
    return ziet !== 'alles' && !ziet?.includes(recht);
  });
}

const stuur = (route: string, pad: string, kop: Kop) => {
  const methode = route.split(' ')[0]!;
  if (methode === 'GET') return vraag(huis, pad, { headers: kop });
  const body = JSON.stringify(lijven[route]?.() ?? {});
  return vraag(huis, pad, { method: methode, headers: { 'content-type': 'application/json', ...kop }, body });
};

const metId = () =>
  deurenVan(huis)
    .filter(({ route }) => route.includes('/:') && !/^\w+ \/a\/:token/.test(route))
    .map((deur) => ({ ...deur, beperkt: beperkten(deur.recht) }))
    .filter(({ beperkt }) => beperkt.length > 0);

test('niemand komt met het nummer van een ander bij wat van een ander is', async () => {
  const mis: string[] = [];
  let geklopt = 0;
  for (const { route, beperkt } of metId())
    for (const wie of beperkt) {
      const { status, tekst } = await stuur(route, padVan(route, van.ander), bezoekers.get(wie)!);
      geklopt += 1;
      const leeg = LIJSTEN.includes(route) && status === 200 && !tekst.includes(van.ander.aanmelding);
      const dicht =
        leeg ||
        ZONDER_WOORD.includes(route) ||
        status === 404 ||
        (wie === 'anoniem' && (status === 401 || status === 303));
      if (!dicht) mis.push(`${wie}: ${route} → ${status}`);
    }
  expect(mis).toEqual([]);
  const { manager } = huis.dataSource;
  expect(await manager.existsBy(Sessie, { sleutelHash: van.ander.sessie })).toBe(true);
  expect(await manager.existsBy(Passkey, { id: van.ander.passkey })).toBe(true);
  expect(geklopt).toBeGreaterThan(100);
});

test('en met het eigen nummer wel, zodat dit iets zegt', async () => {
  const eigen: [Hoedanigheid, string][] = [
    ['bestuur', 'GET /api/v1/aanmeldingen/:id'],
    ['bestuurssleutel', 'GET /api/v1/aanmeldingen/:id'],
    ['persoon', 'GET /api/v1/aanmeldingen/:id'],
    ['persoon', 'GET /mijn/gegevens/adres/:token'],
    ['persoon', 'GET /mijn/gegevens/aanmeldingen/:id'],
    ['trainer', 'GET /api/v1/aanmeldingen/:id'],
    ['trainer', 'GET /api/v1/cohorten/:id/aanmeldingen'],
    ['trainer', 'GET /trainer/cohorten/:id'],
    ['trainer', 'GET /trainer/bijeenkomsten/:id/aanwezigheid'],
    ['trainer', 'GET /api/v1/bijeenkomsten/:id/aanwezigheid'],
    ['bestuur', 'GET /beheer/gebruikers/:id'],
    ['bestuur', 'GET /api/v1/gebruikers/:id'],
  ];
  for (const [wie, route] of eigen)
    expect([wie, route, (await stuur(route, padVan(route, van.eigen), bezoekers.get(wie)!)).status]).toEqual([
      wie,
      route,
      200,
    ]);
});

test('wie alles van een recht ziet, heeft dat recht ook', () => {
  for (const [wie, welke] of Object.entries(ZIET_ALLES))
    if (welke !== 'alles')
      for (const recht of welke)
        expect(mag({ soort: 'gebruiker', id: 'x', naam: 'x', rol: wie as Rol, bestuurId: null }, recht)).toBe(
          true,
        );
});
