import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { hashVan } from '../../src/platform/secrets.js';
import { Gebruiker, Herstelcode, Uitnodiging } from '../../src/toegang/gebruiker.entity.js';
import { Sessie } from '../../src/toegang/sessie.entity.js';
import { SessiesService } from '../../src/toegang/sessies.service.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { logIn, logPersoonIn, type Inlog } from '../support/inloggen.js';
import { geefRol, maakBestuur, maakGebruiker, maakPersoon, WACHTWOORD } from '../support/makers.js';
import { codesOp, codeVan, geefApp, geheimOp, inlogUit } from '../support/tweestap.js';
import { vraag } from '../support/vraag.js';

let academie: Academie;
let gebruiker: Gebruiker;
let hier: Inlog;
beforeAll(async () => {
  academie = await startAcademie();
});
afterAll(() => academie?.sluit());
beforeEach(async () => {
  academie.clock.set(DINSDAG);
  gebruiker = await maakGebruiker(academie.dataSource, { rol: 'trainer' });
  hier = await logIn(academie, gebruiker);
});

const kijk = (pad: string, { cookie }: Pick<Inlog, 'cookie'> = hier) =>
  vraag(academie, pad, {
    headers: { cookie, 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' },
  });

/** Sends a form of the page, and goes on with the key that comes back. */
async function stuur(pad: string, velden: Record<string, string> = {}, als: Inlog = hier) {
  const antwoord = await fetch(academie.url + pad, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: als.cookie, 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/147.0 Edg/147.0' },
    body: new URLSearchParams({ ...velden, _csrf: als.csrf }),
  });
  const nieuw = inlogUit(academie, antwoord.headers.getSetCookie());
  if (nieuw.cookie && als === hier) hier = nieuw;
  return {
    status: antwoord.status,
    naar: antwoord.headers.get('location'),
    tekst: await antwoord.text(),
    ...nieuw,
  };
}

const vers = () => academie.dataSource.manager.findOneByOrFail(Gebruiker, { id: gebruiker.id });
const spoor = async (): Promise<string[]> =>
  (
    await academie.dataSource.manager.find(Auditregel, {
      where: { onderwerpId: gebruiker.id },
      order: { id: 'ASC' },
    })
  ).map(({ code }) => code);
const mails = async (): Promise<string[]> =>
  (
    await academie.dataSource.query<{ onderwerp: string }[]>(
      'SELECT onderwerp FROM bericht WHERE aan = $1 ORDER BY aangemaakt_op, id',
      [gebruiker.email],
    )
  ).map(({ onderwerp }) => onderwerp);

/** Logged in elsewhere as well; `leeft` tells whether that still opens anything. */
async function elders(): Promise<{ leeft: () => Promise<boolean> } & Inlog> {
  const inlog = await logIn(academie, gebruiker);
  return { ...inlog, leeft: async () => (await kijk('/account', inlog)).status === 200 };
}

/** The change of the way in renewed the key here, and ended what was elsewhere. */
async function verwachtNieuweSleutel(oud: Inlog, ander: Awaited<ReturnType<typeof elders>>): Promise<void> {
  expect(hier.cookie).not.toBe(oud.cookie);
  expect((await kijk('/account')).status).toBe(200);
  expect((await kijk('/account', oud)).status).toBe(303);
  expect(await ander.leeft()).toBe(false);
}

describe('naam en wachtwoord', () => {
  test('de naam is te wijzigen, in het spoor zonder de naam zelf', async () => {
    expect((await stuur('/account/naam', { naam: '  Anouk de Vries ' })).naar).toBe('/account');
    expect((await vers()).naam).toBe('Anouk de Vries');
    expect(await spoor()).toEqual(['gebruiker.gewijzigd']);
    const leeg = await stuur('/account/naam', { naam: ' ' });
    expect([leeg.status, leeg.tekst]).toEqual([422, expect.stringContaining('href="#veld-naam-naam"')]);
    expect((await stuur('/account/naam', { naam: 'x'.repeat(101) })).tekst).toContain('x'.repeat(101));
  });

  test('een ander wachtwoord vraagt het oude, logt elders uit en vertelt het per mail', async () => {
    const [oud, ander] = [hier, await elders()];
    const open = { gebruikerId: gebruiker.id, aangemaaktOp: DINSDAG, vervaltOp: DINSDAG };
    await academie.dataSource.manager.insert(Uitnodiging, {
      ...open,
      sleutelHash: 'een',
      soort: 'wachtwoord',
    });

    const fout = await stuur('/account/wachtwoord', { wachtwoord: 'fout', nieuw: 'paars fietst over water' });
    expect([fout.status, fout.tekst]).toEqual([422, expect.stringContaining('Dit is niet je wachtwoord.')]);
    expect(fout.tekst).toMatch(/<details class="ula-meer" open>/);
    for (const nieuw of ['kort', 'welkom12345', gebruiker.email]) {
      const geweigerd = await stuur('/account/wachtwoord', { wachtwoord: WACHTWOORD, nieuw });
      expect([geweigerd.status, geweigerd.tekst]).toEqual([
        422,
        expect.stringContaining('veld-wachtwoord-nieuw'),
      ]);
    }
    expect([await mails(), await spoor(), hier]).toEqual([[], [], oud]);

    const { naar } = await stuur('/account/wachtwoord', {
      wachtwoord: WACHTWOORD,
      nieuw: 'paars fietst over water',
    });
    expect(naar).toBe('/account');
    await verwachtNieuweSleutel(oud, ander);
    expect(await mails()).toEqual(['Je wachtwoord is gewijzigd']);
    expect(await spoor()).toEqual(['gebruiker.wachtwoord-gekozen']);
    const link = await academie.dataSource.manager.findOneByOrFail(Uitnodiging, { sleutelHash: 'een' });
    expect(link.vervangenOp).toEqual(DINSDAG);
    const login = (wachtwoord: string) =>
      stuur('/inloggen', { email: gebruiker.email, wachtwoord }, { cookie: '', csrf: '' });
    expect((await login(WACHTWOORD)).status).toBe(422);
    expect((await login('paars fietst over water')).status).toBe(303);
  });

  test('wie in een gekaapte sessie het wachtwoord raadt stopt na tien keer; de eigenaar elders niet', async () => {
    academie.settings.RATE_LIMIT = true;
    try {
      const eigen = await elders();
      const raad = () => stuur('/account/wachtwoord', { wachtwoord: 'fout', nieuw: 'x' });
      const statussen: number[] = [];
      for (let i = 0; i < 11; i += 1) statussen.push((await raad()).status);
      expect(statussen.slice(9)).toEqual([422, 429]);
      const goed = { wachtwoord: WACHTWOORD, nieuw: 'paars fietst over water' };
      expect((await stuur('/account/wachtwoord', goed, eigen)).status).toBe(303);
    } finally {
      academie.settings.RATE_LIMIT = false;
    }
  });

  test('twee wijzigingen tegelijk: de ene gaat door, de andere begint opnieuw', async () => {
    const doe = (nieuw: string) =>
      stuur('/account/wachtwoord', { wachtwoord: WACHTWOORD, nieuw }, { ...hier });
    const twee = await Promise.all([doe('paars fietst over water'), doe('groen zwemt onder lucht')]);
    expect(twee.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect(await academie.dataSource.manager.countBy(Sessie, { gebruikerId: gebruiker.id })).toBe(1);
  });

  test('wie geen wachtwoord heeft, leest hoe er een te kiezen is', async () => {
    await academie.dataSource.manager.update(Gebruiker, gebruiker.id, { wachtwoordHash: null });
    expect((await kijk('/account')).tekst).toContain('Je hebt geen wachtwoord.');
    expect(
      (await stuur('/account/wachtwoord', { wachtwoord: '', nieuw: 'paars fietst over water' })).status,
    ).toBe(422);
  });
});

describe('de tweede stap', () => {
  const stelIn = async () => {
    const geheim = geheimOp(await kijk('/account/app'));
    return {
      geheim,
      ...(await stuur('/account/app', { code: codeVan(academie, geheim), wachtwoord: WACHTWOORD })),
    };
  };

  test('instellen vraagt wachtwoord en code, geeft herstelcodes, en logt elders uit', async () => {
    const [oud, ander] = [hier, await elders()];
    const geheim = geheimOp(await kijk('/account/app'));
    expect((await stuur('/account/app', { code: '000000', wachtwoord: WACHTWOORD })).tekst).toContain(
      'klopt niet',
    );
    const fout = await stuur('/account/app', { code: codeVan(academie, geheim), wachtwoord: 'fout' });
    expect([fout.status, fout.tekst]).toEqual([422, expect.stringContaining('href="#veld-app-wachtwoord"')]);
    expect(await academie.dataSource.manager.countBy(Herstelcode, { gebruikerId: gebruiker.id })).toBe(0);
    const klaar = await stelIn();
    expect(codesOp(klaar)).toHaveLength(10);
    await verwachtNieuweSleutel(oud, ander);
    expect(await mails()).toEqual(['Je logt nu in met een app']);
    expect(await spoor()).toEqual(['gebruiker.tweede-stap-ingesteld']);
    expect((await kijk('/account')).tekst).toContain('10 van 10 over');
    expect((await kijk('/account/app')).header('location')).toBe('/account');
    expect((await stuur('/account/app', { code: '123456', wachtwoord: WACHTWOORD })).naar).toBe('/account');
  });

  test('weghalen vraagt het wachtwoord, neemt de herstelcodes mee, en logt elders uit', async () => {
    await stelIn();
    const [oud, ander] = [hier, await elders()];
    const fout = await stuur('/account/app/verwijdering', { wachtwoord: 'fout' });
    expect([fout.status, fout.tekst]).toEqual([422, expect.stringContaining('href="#veld-app-wachtwoord"')]);
    expect((await stuur('/account/app/verwijdering', { wachtwoord: WACHTWOORD })).naar).toBe('/account');
    expect((await vers()).totpGeheim).toBeNull();
    expect(await academie.dataSource.manager.countBy(Herstelcode, { gebruikerId: gebruiker.id })).toBe(0);
    await verwachtNieuweSleutel(oud, ander);
    expect(await mails()).toContain('De app is weg als tweede stap');
    expect((await stuur('/account/app/verwijdering', { wachtwoord: WACHTWOORD })).status).toBe(404);
  });

  test('nieuwe herstelcodes vervangen de oude, ook die al gebruikt waren', async () => {
    const oude = codesOp(await stelIn());
    const klaar = await stuur('/account/herstelcodes', { wachtwoord: WACHTWOORD });
    expect(codesOp(klaar)).toHaveLength(10);
    expect(codesOp(klaar).some((code) => oude.includes(code))).toBe(false);
    expect(await mails()).toContain('Je hebt nieuwe herstelcodes');
    expect(await spoor()).toContain('gebruiker.herstelcodes-vernieuwd');
  });

  test('geen herstelcodes voor wie geen tweede stap heeft', async () => {
    expect((await stuur('/account/herstelcodes', { wachtwoord: WACHTWOORD })).status).toBe(404);
  });

  test.each(['coordinator', 'beheer', 'privacy'] as const)(
    'de laatste blijft voor %s, behalve in de demo',
    async (rol) => {
      gebruiker = await maakGebruiker(academie.dataSource, { rol });
      await geefApp(academie, gebruiker);
      hier = await logIn(academie, gebruiker);
      expect((await kijk('/account')).tekst).not.toContain('Haal de app weg');
      const weg = () => stuur('/account/app/verwijdering', { wachtwoord: WACHTWOORD });
      const geweigerd = await weg();
      expect([geweigerd.status, geweigerd.tekst]).toEqual([
        422,
        expect.stringContaining('moet je een tweede stap hebben'),
      ]);
      expect((await vers()).totpGeheim).not.toBeNull();
      academie.settings.DEMO_DATA = true;
      try {
        expect((await weg()).naar).toBe('/account');
      } finally {
        academie.settings.DEMO_DATA = false;
      }
    },
  );
});

describe('waar je bent ingelogd', () => {
  test('in gewone woorden, deze browser gemerkt en vooraan', async () => {
    const { app, dataSource } = academie;
    const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1';
    academie.clock.advance(5);
    await app.get(SessiesService).begin(dataSource.manager, { gebruikerId: gebruiker.id }, iphone);
    await app
      .get(SessiesService)
      .begin(dataSource.manager, { gebruikerId: gebruiker.id, stap: 'factor' }, 'curl/8');
    const { tekst } = await kijk('/account');
    expect(tekst).toContain('Safari op een iPhone');
    expect(tekst).toContain('Alleen het wachtwoord is ingevuld');
    expect(tekst.match(/Hier ben je nu/g)).toHaveLength(1);
    expect(tekst.indexOf('Hier ben je nu')).toBeLessThan(tekst.indexOf('Safari op een iPhone'));
  });

  test('een ander beeindigen, jezelf, of allemaal behalve jezelf', async () => {
    const [een, twee, drie] = [await elders(), await elders(), await elders()];
    const pad = ({ cookie }: Inlog) =>
      `/account/sessies/${hashVan(cookie.slice('sessie='.length))}/beeindiging`;
    expect((await stuur(pad(een))).naar).toBe('/account');
    expect([await een.leeft(), await twee.leeft()]).toEqual([false, true]);
    expect((await stuur(pad(een))).status).toBe(404);
    expect((await stuur('/account/sessies/beeindiging')).naar).toBe('/account');
    expect([await twee.leeft(), await drie.leeft(), (await kijk('/account')).status]).toEqual([
      false,
      false,
      200,
    ]);
    const eigen = hier;
    expect((await stuur(pad(eigen))).naar).toBe('/');
    expect((await kijk('/account', eigen)).status).toBe(303);
    expect(await spoor()).toEqual(Array(3).fill('account.sessies-beeindigd'));
  });

  test('niet die van een ander', async () => {
    const ander = await logIn(academie, await maakGebruiker(academie.dataSource, { rol: 'trainer' }));
    const hash = hashVan(ander.cookie.slice('sessie='.length));
    expect((await stuur(`/account/sessies/${hash}/beeindiging`)).status).toBe(404);
    expect((await kijk('/account', ander)).status).toBe(200);
  });

  test('na twee uur stil is het voorbij, met elk half uur een teken van leven pas na tien uur', async () => {
    academie.clock.advance(119);
    expect((await kijk('/account')).status).toBe(200);
    academie.clock.advance(119);
    expect((await kijk('/account')).status).toBe(200);
    academie.clock.advance(121);
    expect((await kijk('/account')).status).toBe(303);

    hier = await logIn(academie, gebruiker);
    for (let minuten = 0; minuten < 10 * 60 - 30; minuten += 30) {
      academie.clock.advance(30);
      expect((await kijk('/account')).status).toBe(200);
    }
    academie.clock.advance(31);
    expect((await kijk('/account')).status).toBe(303);
  });

  test('een nieuwe sleutel verlengt de tien uur niet', async () => {
    academie.clock.advance(100);
    await stuur('/account/wachtwoord', { wachtwoord: WACHTWOORD, nieuw: 'paars fietst over water' });
    const sessie = await academie.dataSource.manager.findOneByOrFail(Sessie, { gebruikerId: gebruiker.id });
    expect(sessie.vervaltOp.getTime()).toBe(DINSDAG.getTime() + 10 * 3600_000);
  });
});

describe('rollen', () => {
  test('staan er met hun dagen, en de waarnemer ziet voor wie', async () => {
    const { dataSource: ds } = academie;
    const collega = await maakGebruiker(ds, { rol: null, naam: 'Karin Smit' });
    const bestuurId = (await maakBestuur(ds, { naam: 'SPO Utrecht' })).id;
    await geefRol(ds, gebruiker, { rol: 'bestuur', bestuurId, begintOp: '2026-12-01' });
    await geefRol(ds, gebruiker, {
      rol: 'programmamanager',
      eindigtOp: '2026-11-10',
      waarneemtVoorId: collega.id,
    });
    const { tekst } = await kijk('/account');
    expect(tekst).toMatch(/trainer<\/strong> sinds 1 januari 2020/);
    expect(tekst).toMatch(/bestuur SPO Utrecht<\/strong> vanaf 1 december 2026/);
    expect(tekst).toContain('tot en met 10 november 2026, je neemt waar voor Karin Smit');
    expect(tekst).not.toContain('Je ziet nu alleen je account');
  });

  test('wie er vandaag geen heeft, leest welke wanneer eindigde', async () => {
    const wie = await maakGebruiker(academie.dataSource, { rol: null });
    await geefRol(academie.dataSource, wie, { rol: 'coordinator', eindigtOp: '2026-06-30' });
    await geefRol(academie.dataSource, wie, { rol: 'trainer', eindigtOp: '2026-11-09' });
    const inlog = await logIn(academie, wie);
    expect((await kijk('/account', inlog)).tekst).toContain(
      'Je rol trainer is geëindigd op 9 november 2026.',
    );
    const nooit = await logIn(academie, await maakGebruiker(academie.dataSource, { rol: null }));
    expect((await kijk('/account', nooit)).tekst).toContain('Je hebt nu geen rol.');
  });
});

describe('wie hier ook of alleen deelnemer is', () => {
  test('een deelnemer ziet naam, adres en sessies, en niets van wachtwoorden', async () => {
    const persoon = await maakPersoon(academie.dataSource, { voornaam: 'Noor', achternaam: 'Hof' });
    const [een, twee] = [await logPersoonIn(academie, persoon.id), await logPersoonIn(academie, persoon.id)];
    const { status, tekst } = await kijk('/account', een);
    expect([status, tekst]).toEqual([200, expect.stringContaining('Noor Hof')]);
    expect(tekst).toContain(persoon.email);
    expect(tekst).not.toContain('tweede-stap');
    for (const pad of ['naam', 'wachtwoord', 'app', 'herstelcodes', 'passkeys', 'passkeys/opties'])
      expect([pad, (await stuur(`/account/${pad}`, {}, een)).status]).toEqual([pad, 404]);
    expect((await stuur('/account/sessies/beeindiging', {}, een)).naar).toBe('/account');
    expect((await kijk('/account', twee)).status).toBe(303);
  });

  test('een gebruiker die als deelnemer kijkt, houdt zijn eigen account', async () => {
    await maakPersoon(academie.dataSource, { email: gebruiker.email });
    const { sleutel } = (await academie.dataSource.transaction((m) =>
      academie.app.get(SessiesService).wissel(m, hier.cookie.slice('sessie='.length), 'deelnemer'),
    ))!;
    hier = inlogUit(academie, [`sessie=${sleutel}`]);
    const { tekst } = await kijk('/account');
    expect(tekst).toContain('Tweede stap bij het inloggen');
    expect((await stuur('/account/naam', { naam: 'Anouk' })).naar).toBe('/account');
    expect(await spoor()).toEqual(['gebruiker.gewijzigd']);
  });
});
