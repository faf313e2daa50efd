import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { anoniem } from '../../src/toegang/wie.js';
import { LogInLimiet, keerPerHerkomst, wachttijd } from '../../src/inloggen/inloglimiet.service.js';
import { AfterAnswer } from '../../src/platform/web/after-answer.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { reeks } from '../support/aanmeldingen.js';
import { maakCohort, maakGebruiker, verzoek, WACHTWOORD } from '../support/makers.js';
import { originOf } from '../../src/platform/web/rate-limiter.js';

let academie: Academie;
let email: string;
beforeAll(async () => {
  academie = await startAcademie({ RATE_LIMIT: true, TRUST_PROXY: 1 });
});
afterAll(() => academie.sluit());
beforeEach(async () => {
  academie.clock.set(DINSDAG);
  ({ email } = await maakGebruiker(academie.dataSource));
});

interface Browser {
  ip?: string;
  cookie?: string;
}

const post = (pad: string, velden: Record<string, string>, { ip = '192.0.2.1', cookie = '' }: Browser = {}) =>
  fetch(academie.url + pad, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, 'x-forwarded-for': ip },
    body: new URLSearchParams(velden),
  });
const logIn = (wachtwoord: string, browser?: Browser) => post('/inloggen', { email, wachtwoord }, browser);
const bekendIn = (antwoord: Response): string =>
  antwoord.headers.getSetCookie().find((cookie) => cookie.startsWith('bekend-')) ?? '';

/** Wrong passwords that are counted without being compared, which would take most of the time. */
async function raad(
  keer: number,
  { ip = '192.0.2.1', browser = null }: { ip?: string; browser?: string | null } = {},
) {
  const poging = { adres: email, herkomst: originOf(ip), browser };
  for (let i = 0; i < keer; i += 1)
    await academie.app.get(LogInLimiet).bewaak(poging, () => Promise.resolve(undefined));
}

/** As if this had been counted so often in this quarter of an hour, without the waiting. */
const zetTeller = (limiet: string, keer: number) =>
  academie.dataSource.query('UPDATE limiet SET points = $1 WHERE key LIKE $2', [keer, `${limiet}:%`]);

describe('wie raadt', () => {
  it('stopt na tien keer op een adres vanaf een plek, en houdt daarmee niemand anders buiten', async () => {
    const ip = '203.0.113.9';
    await raad(9, { ip });
    expect((await logIn('fout', { ip })).status).toBe(422);
    expect((await logIn('fout', { ip })).status).toBe(429);
    expect((await logIn(WACHTWOORD, { ip })).status).toBe(429);
    expect((await logIn(WACHTWOORD, { ip: '198.51.100.7' })).status).toBe(303);
  });

  it('houdt de eigenaar niet buiten in een browser die eerder inlogde, ook niet vanaf dezelfde plek', async () => {
    const ip = '203.0.113.10';
    const cookie = bekendIn(await logIn(WACHTWOORD, { ip })).split(';')[0];
    await raad(10, { ip });
    expect((await logIn(WACHTWOORD, { ip })).status).toBe(429);
    expect((await logIn(WACHTWOORD, { ip, cookie })).status).toBe(303);
  });

  it('houdt een wachtwoord dat klopt niet voor raden', async () => {
    const ip = '203.0.113.11';
    await raad(9, { ip });
    for (const _ of reeks(2)) expect((await logIn(WACHTWOORD, { ip })).status).toBe(303);
    expect((await logIn('fout', { ip })).status).toBe(422);
    expect((await logIn('fout', { ip })).status).toBe(429);
  });

  it('krijgt met een gestolen bekende browser ook maar tien keer', async () => {
    const cookie = bekendIn(await logIn(WACHTWOORD)).split(';')[0];
    await raad(9, { browser: /=([\w-]+)/.exec(cookie!)![1]! });
    expect((await logIn('fout', { cookie })).status).toBe(422);
    expect((await logIn(WACHTWOORD, { cookie, ip: '198.51.100.8' })).status).toBe(429);
  });

  it('van veel plekken tegelijk, mag per plek minder; de eigenaar komt er van een nieuwe plek in na een paar tellen', async () => {
    const ip = '203.0.113.12';
    await raad(1, { ip });
    await zetTeller('wachtwoord-op-adres', 51);
    await zetTeller('wachtwoord-paar', 3);
    expect((await logIn(WACHTWOORD, { ip })).status).toBe(429);
    const begin = performance.now();
    expect((await logIn(WACHTWOORD, { ip: '203.0.113.13' })).status).toBe(303);
    // Timers may go off a millisecond early.
    expect(performance.now() - begin).toBeGreaterThanOrEqual(wachttijd(52) - 20);
  });

  it('wacht nooit langer dan twee seconden, hoe vaak er ook is geraden', () => {
    expect([1, 10, 11, 20, 30, 1e9].map(wachttijd)).toEqual([0, 0, 100, 1000, 2000, 2000]);
    expect([1, 50, 51, 1e9].map(keerPerHerkomst)).toEqual([10, 10, 3, 3]);
  });

  it('een bekende browser is dat voor één adres, gewaarmerkt, en niet voor scripts', async () => {
    const gezet = bekendIn(await logIn(WACHTWOORD));
    expect(gezet).toMatch(/^bekend-[\w-]{16}=[^;]+;.*Path=\/inloggen;.*HttpOnly.*SameSite=Lax/);
    expect(gezet).not.toContain(email);
    const [cookie = ''] = gezet.split(';');
    const ip = '203.0.113.14';
    await raad(10, { ip });
    const vals = cookie.replace(/.$/, (teken) => (teken === 'A' ? 'B' : 'A'));
    expect((await logIn(WACHTWOORD, { ip, cookie: vals })).status).toBe(429);
    const ander = (await maakGebruiker(academie.dataSource)).email;
    const vanAnder = bekendIn(await post('/inloggen', { email: ander, wachtwoord: WACHTWOORD })).split(
      ';',
    )[0]!;
    const hernoemd = `${cookie.split('=')[0]}=${vanAnder.split('=')[1]}`;
    expect((await logIn(WACHTWOORD, { ip, cookie: hernoemd })).status).toBe(429);
    academie.clock.advance(181 * 24 * 60);
    expect((await logIn(WACHTWOORD, { ip, cookie })).status).toBe(429);
  });

  it('is in een netwerk van IPv6 overal dezelfde', async () => {
    expect(originOf('2001:db8:1:2::1')).toBe(originOf('2001:db8:1:2:ffff:ffff:ffff:ffff'));
    expect(originOf('2001:db8:1:2::1')).not.toBe(originOf('2001:db8:1:3::1'));
    expect(originOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
    expect(originOf('geen adres')).toBe('geen adres');
    for (const i of reeks(10)) await raad(1, { ip: `2001:db8:7:7::${i}` });
    expect((await logIn(WACHTWOORD, { ip: '2001:db8:7:7:1:2:3:4' })).status).toBe(429);
    expect((await logIn(WACHTWOORD, { ip: '2001:db8:7:8:1:2:3:4' })).status).toBe(303);
  });
});

describe('wie andermans adres blijft invullen', () => {
  it('houdt de eigenaar niet van een inloglink af', async () => {
    const cohort = await maakCohort(academie.dataSource);
    const aanvraag = verzoek();
    await academie.app.get(AanmeldenService).meldAan(cohort.id, aanvraag, anoniem);
    const vraag = async (ip: string) =>
      (await post('/inloggen/link', { email: aanvraag.email }, { ip })).status;
    for (const _ of reeks(5)) expect(await vraag('203.0.113.20')).toBe(200);
    expect(await vraag('203.0.113.20')).toBe(429);
    expect(await vraag('198.51.100.20')).toBe(200);
    await academie.app.get(AfterAnswer).settled();
    const links = await academie.dataSource.query<unknown[]>(
      `SELECT 1 FROM bericht WHERE aan = $1 AND soort = 'inloggen/inloglink'`,
      [aanvraag.email],
    );
    // The mailbox is not flooded either: the last of the five of this quarter of an hour still works.
    expect(links).toHaveLength(5);
  });

  it('houdt de eigenaar niet van aanmelden af', async () => {
    const { id } = await maakCohort(academie.dataSource);
    const meldAan = (ip: string) =>
      post(
        `/cohorten/${id}/aanmelden`,
        {
          ...(verzoek({ email: 'iemand@school.example' }) as object),
          vestigingscode: 'geen',
          organisatie: 'zelfstandig',
        },
        { ip },
      );
    for (const _ of reeks(20)) expect((await meldAan('203.0.113.21')).status).toBe(303);
    expect((await meldAan('203.0.113.21')).status).toBe(429);
    expect((await meldAan('198.51.100.21')).status).toBe(303);
  });
});

describe('alleen tekst uit het formulier', () => {
  const stuur = (pad: string, body: string, type: string) =>
    fetch(academie.url + pad, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': type, 'x-forwarded-for': '192.0.2.30' },
      body,
    });

  it.each([
    ['application/json', '{"email":false}'],
    ['application/json', '{}'],
    ['application/json', '{"email":["x"],"wachtwoord":{}}'],
    ['application/x-www-form-urlencoded', 'email=&wachtwoord='],
  ])('een adres en wachtwoord in de adresregel loggen niet in (%s %s)', async (type, body) => {
    const query = new URLSearchParams({ email, wachtwoord: WACHTWOORD });
    const antwoord = await stuur(`/inloggen?${query.toString()}`, body, type);
    expect(antwoord.status).toBe(422);
    expect(antwoord.headers.getSetCookie().join()).not.toContain('sessie=');
  });

  it('ook niet terwijl er op dat adres is geraden', async () => {
    await raad(10, { ip: '192.0.2.30' });
    const query = new URLSearchParams({ email, wachtwoord: WACHTWOORD });
    expect((await stuur(`/inloggen?${query.toString()}`, '{"email":false}', 'application/json')).status).toBe(
      422,
    );
  });
});
