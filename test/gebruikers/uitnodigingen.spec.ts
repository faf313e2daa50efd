import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systeem, type Wie } from '../../src/toegang/wie.js';
import { GebruikersService } from '../../src/gebruikers/gebruikers.service.js';
import { OidcKoppeling } from '../../src/inloggen/oidc/oidc.entity.js';
import { AfterAnswer } from '../../src/platform/web/after-answer.js';
import { GebruikerRol, type Rol } from '../../src/toegang/gebruiker-rol.entity.js';
import { Gebruiker, Passkey } from '../../src/toegang/gebruiker.entity.js';
import { SessiesService } from '../../src/toegang/sessies.service.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { logIn } from '../support/inloggen.js';
import { maakBestuur, maakGebruiker, maakPersoon, maakSchool, WACHTWOORD } from '../support/makers.js';

let academie: Academie;
let nummer = 0;
beforeAll(async () => {
  academie = await startAcademie();
});
afterAll(() => academie.sluit());

const WACHT = 'vier paarden op het dak';
const haal = (pad: string, cookie = '') =>
  fetch(`${academie.url}${pad}`, { headers: { cookie }, redirect: 'manual' });

async function stuur(pad: string, velden: Record<string, string>, cookie = ''): Promise<Response> {
  const pagina = await (await haal(pad, cookie)).text();
  const token = /name="_csrf" value="([^"]+)"/.exec(pagina)?.[1] ?? '';
  const headers = { 'content-type': 'application/x-www-form-urlencoded', cookie };
  const body = new URLSearchParams({ ...velden, _csrf: token }).toString();
  return fetch(`${academie.url}${pad}`, { method: 'POST', headers, body, redirect: 'manual' });
}
const sessieVan = (antwoord: Response): string =>
  /sessie=[^;]+/.exec(antwoord.headers.getSetCookie().join())?.[0] ?? '';

async function nodigUit(rol: Rol = 'trainer', met: { bestuurId?: string; schoolId?: string } = {}) {
  const email = `genodigd${(nummer += 1)}@school.example`;
  const { link, gebruiker } = await academie.app
    .get(GebruikersService)
    .nodigUit(systeem, { email, rol, ...met });
  return { email, pad: new URL(link!).pathname, id: gebruiker.id };
}
const mailsAan = (email: string) =>
  academie.dataSource.query<{ soort: string; tekst: string }[]>(
    'SELECT soort, tekst FROM bericht WHERE aan = $1 ORDER BY aangemaakt_op, id',
    [email],
  );
const codes = async (id: string): Promise<string[]> =>
  (
    await academie.dataSource.query<{ code: string }[]>(
      'SELECT code FROM auditregel WHERE onderwerp_id = $1 ORDER BY op, id',
      [id],
    )
  ).map(({ code }) => code);

describe('een uitnodiging', () => {
  it('gaat per mail, zonder wat iemand typte, en laat één keer een wachtwoord kiezen', async () => {
    const { email, pad, id } = await nodigUit();
    const [mail] = await mailsAan(email);
    expect(mail!.soort).toBe('gebruikers/uitnodiging');
    expect(mail!.tekst).toContain(pad);
    // A mail scanner looks first.
    for (const method of ['HEAD', 'GET'])
      expect((await fetch(`${academie.url}${pad}`, { method })).status).toBe(200);
    const antwoord = await stuur(pad, { naam: 'Truus Trainer', wachtwoord: WACHT });
    expect([antwoord.status, antwoord.headers.get('location')]).toEqual([303, '/trainer']);
    expect((await haal('/trainer', sessieVan(antwoord))).status).toBe(200);
    expect(await academie.dataSource.manager.findOneByOrFail(Gebruiker, { id })).toMatchObject({
      naam: 'Truus Trainer',
    });
    expect(await codes(id)).toEqual(['gebruiker.uitgenodigd', 'gebruiker.wachtwoord-gekozen']);
    expect((await haal(pad)).status).toBe(410);
    expect((await stuur(pad, { naam: 'Dief', wachtwoord: 'een heel ander wachtwoord' })).status).toBe(410);
  });

  it('weigert een slecht wachtwoord met wat er getypt was, en blijft dan bruikbaar', async () => {
    const { email, pad } = await nodigUit();
    for (const wachtwoord of [
      'kort',
      'Wachtwoord2026!',
      'welkom12345',
      '1234567890',
      'aaaaaaaaaaaa',
      email,
    ]) {
      const antwoord = await stuur(pad, { naam: 'Truus & Co', wachtwoord });
      const pagina = await antwoord.text();
      expect([wachtwoord, antwoord.status]).toEqual([wachtwoord, 422]);
      expect(pagina).toContain('value="Truus &amp; Co"');
      expect(pagina).toContain('id="fout-wachtwoord"');
      expect(sessieVan(antwoord)).toBe('');
    }
    expect((await stuur(pad, { naam: ' ', wachtwoord: WACHT })).status).toBe(422);
    expect((await stuur(pad, { naam: 'Truus', wachtwoord: WACHT })).status).toBe(303);
  });

  it('verloopt na zeven dagen, en een nieuwere vervangt haar', async () => {
    const { email, pad, id } = await nodigUit();
    const nieuw = await academie.app.get(GebruikersService).herstel(systeem, id);
    expect((await haal(pad)).status).toBe(410);
    const nieuwPad = new URL(nieuw.link).pathname;
    expect((await haal(nieuwPad)).status).toBe(200);
    academie.clock.set(new Date(DINSDAG.getTime() + 7 * 24 * 3_600_000));
    expect((await haal(nieuwPad)).status).toBe(410);
    academie.clock.set(DINSDAG);
    expect((await mailsAan(email)).map(({ soort }) => soort)).toEqual([
      'gebruikers/uitnodiging',
      'gebruikers/uitnodiging',
    ]);
  });

  it('kiest bij twee keer tegelijk versturen één wachtwoord', async () => {
    const { pad } = await nodigUit();
    const antwoorden = await Promise.all(
      ['vier paarden in de wei', 'vijf koeien op het ijs'].map((wachtwoord) =>
        stuur(pad, { naam: 'Twee', wachtwoord }),
      ),
    );
    expect(antwoorden.map(({ status }) => status).sort()).toEqual([303, 410]);
  });

  it('verandert niets voor wie als iemand anders is ingelogd', async () => {
    const { email, pad, id } = await nodigUit();
    const { cookie } = await logIn(
      academie,
      await maakGebruiker(academie.dataSource, { rol: 'trainer', naam: 'Ander Mens' }),
    );
    const pagina = await haal(pad, cookie);
    expect(pagina.status).toBe(409);
    expect(await pagina.text()).toMatch(new RegExp(`Ander Mens.*${email}`, 's'));
    expect((await stuur(pad, { naam: 'Ander', wachtwoord: WACHT }, cookie)).status).toBe(409);
    expect(await codes(id)).toEqual(['gebruiker.uitgenodigd']);
    expect((await haal(pad)).status).toBe(200);
  });

  it('van een demo opent niets in productie', async () => {
    const { pad } = await nodigUit();
    academie.settings.production = true;
    try {
      expect((await haal(pad)).status).toBe(410);
    } finally {
      academie.settings.production = false;
    }
  });

  it('van wie is uitgeschakeld opent niets', async () => {
    const { pad, id } = await nodigUit();
    await academie.app.get(GebruikersService).schakelUit(systeem, id);
    expect((await haal(pad)).status).toBe(410);
  });

  it('vraagt een coördinator om een tweede stap voordat er iets opengaat', async () => {
    const { pad } = await nodigUit('coordinator');
    const antwoord = await stuur(pad, { naam: 'Co', wachtwoord: WACHT });
    expect(antwoord.headers.get('location')).toBe('/inloggen/tweede-stap');
    expect((await haal('/beheer', sessieVan(antwoord))).headers.get('location')).toContain('/inloggen');
  });

  it('geeft wie al kan inloggen er een rol bij, en begint opnieuw', async () => {
    const bestuurId = (await maakBestuur(academie.dataSource, { naam: 'Bestuur Zon' })).id;
    const trainer = await maakGebruiker(academie.dataSource, { rol: 'trainer' });
    const { cookie } = await logIn(academie, trainer);
    const service = academie.app.get(GebruikersService);
    const uit = await service.nodigUit(systeem, {
      email: trainer.email.toUpperCase(),
      rol: 'bestuur',
      bestuurId,
    });
    expect(uit.link).toBeNull();
    expect((await haal('/trainer', cookie)).headers.get('location')).toContain('/inloggen');
    expect((await mailsAan(trainer.email)).map(({ tekst }) => tekst).join()).toContain('bestuur Bestuur Zon');
    expect(await academie.dataSource.manager.countBy(GebruikerRol, { gebruikerId: trainer.id })).toBe(2);
  });

  it('maakt wie aan het adres hangt ook deelnemer', async () => {
    const { email, pad } = await nodigUit();
    await maakPersoon(academie.dataSource, { email, emailBevestigdOp: null as never });
    const sessie = sessieVan(await stuur(pad, { naam: 'Truus', wachtwoord: WACHT }));
    const bezoeker = await academie.app.get(SessiesService).wieHeeft(sessie.slice('sessie='.length));
    expect(bezoeker).toMatchObject({ isDeelnemer: true, hoeden: [{ rol: 'trainer' }] });
  });

  it('weigert een rol zonder wat erbij hoort', async () => {
    const service = academie.app.get(GebruikersService);
    const schoolId = (await maakSchool(academie.dataSource)).id;
    const wie: Wie = systeem;
    for (const [verzoek, code] of [
      [{ email: 'geen adres', rol: 'trainer' }, 'adres-ongeldig'],
      [{ email: 'a@b.example', rol: 'bestuur' }, 'bestuur-nodig'],
      [{ email: 'a@b.example', rol: 'schoolleider' }, 'school-nodig'],
      [
        { email: 'a@b.example', rol: 'trainer', begintOp: '2026-12-01', eindigtOp: '2026-11-30' },
        'einde-voor-begin',
      ],
    ] as const)
      await expect(service.nodigUit(wie, verzoek)).rejects.toMatchObject({ code });
    expect(await academie.dataSource.manager.countBy(Gebruiker, { emailNorm: 'a@b.example' })).toBe(0);
    await service.nodigUit(wie, { email: 'a@b.example', rol: 'schoolleider', schoolId });
  });
});

describe('wachtwoord vergeten', () => {
  const vraag = async (email: string) => {
    const antwoord = await stuur('/inloggen/wachtwoord-vergeten', { email });
    await academie.app.get(AfterAnswer).settled();
    return (await antwoord.text()).replaceAll(email, 'ADRES').replace(/csrf[^>]*>/g, '');
  };
  const laatsteLink = async (email: string): Promise<string> =>
    /\/uitnodiging\/[\w-]+/.exec((await mailsAan(email)).at(-1)?.tekst ?? '')?.[0] ?? '';

  it('antwoordt hetzelfde voor wie er is en voor wie er niet is', async () => {
    const { email } = await maakGebruiker(academie.dataSource, { rol: 'trainer' });
    expect(await vraag(email)).toBe(await vraag('niemand@school.example'));
    expect((await mailsAan(email)).length).toBe(1);
    expect((await mailsAan('niemand@school.example')).length).toBe(0);
    expect((await stuur('/inloggen/wachtwoord-vergeten', { email: 'geen adres' })).status).toBe(422);
  });

  it('kiest met de laatste link een nieuw wachtwoord, logt overal uit en zegt het', async () => {
    const gebruiker = await maakGebruiker(academie.dataSource, { rol: 'trainer' });
    const { cookie } = await logIn(academie, gebruiker);
    await vraag(gebruiker.email);
    const eerste = await laatsteLink(gebruiker.email);
    academie.clock.set(new Date(DINSDAG.getTime() + 1000));
    await vraag(gebruiker.email);
    expect((await haal(eerste)).status).toBe(410);
    const tweede = await laatsteLink(gebruiker.email);
    expect((await stuur(tweede, { wachtwoord: WACHT })).status).toBe(303);
    academie.clock.set(DINSDAG);
    expect((await haal('/trainer', cookie)).status).toBe(303);
    expect((await mailsAan(gebruiker.email)).map(({ soort }) => soort)).toContain(
      'inloggen/beveiliging-gewijzigd',
    );
    expect((await stuur('/inloggen', { email: gebruiker.email, wachtwoord: WACHTWOORD })).status).toBe(422);
    expect((await stuur('/inloggen', { email: gebruiker.email, wachtwoord: WACHT })).status).toBe(303);
  });

  it('laat de tweede stap staan; herstel haalt haar weg', async () => {
    const gebruiker = await maakGebruiker(academie.dataSource, {
      rol: 'trainer',
      ...{ totpGeheim: 'x', totpSinds: DINSDAG, totpStap: '0' },
    });
    await academie.dataSource.manager.insert(Passkey, {
      ...{
        gebruikerId: gebruiker.id,
        credentialId: gebruiker.id,
        publiekeSleutel: Buffer.from('x'),
        teller: '0',
      },
      ...{ naam: 'telefoon', aangemaaktOp: DINSDAG },
    });
    await academie.dataSource.manager.insert(OidcKoppeling, {
      ...{ uitgever: 'https://elders.example', sub: gebruiker.id, gebruikerId: gebruiker.id },
      ...{ gekoppeldOp: DINSDAG, laatstGebruiktOp: DINSDAG },
    });
    const gekoppeld = () => academie.dataSource.manager.countBy(OidcKoppeling, { gebruikerId: gebruiker.id });
    await vraag(gebruiker.email);
    const gekozen = await stuur(await laatsteLink(gebruiker.email), { wachtwoord: WACHT });
    expect(gekozen.headers.get('location')).toBe('/inloggen/tweede-stap');
    const { link } = await academie.app.get(GebruikersService).herstel(systeem, gebruiker.id);
    expect(await academie.dataSource.manager.countBy(Passkey, { gebruikerId: gebruiker.id })).toBe(1);
    expect(await gekoppeld()).toBe(1);
    expect((await stuur(new URL(link).pathname, { wachtwoord: WACHT })).headers.get('location')).toBe(
      '/trainer',
    );
    expect(await academie.dataSource.manager.countBy(Passkey, { gebruikerId: gebruiker.id })).toBe(0);
    expect(await gekoppeld()).toBe(0);
  });
});
