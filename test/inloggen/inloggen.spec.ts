import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { anoniem, systeem } from '../../src/toegang/wie.js';
import { AfterAnswer } from '../../src/platform/web/after-answer.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn as beginSessie } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, verzoek, WACHTWOORD } from '../support/makers.js';

let academie: Academie;
beforeAll(async () => {
  academie = await startAcademie({ RATE_LIMIT: true });
});
afterAll(() => academie.sluit());

const post = (pad: string, velden: Record<string, string>, cookie = ''): Promise<Response> =>
  fetch(academie.url + pad, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
    body: new URLSearchParams(velden),
  });
const get = (pad: string, cookie = ''): Promise<Response> =>
  fetch(academie.url + pad, { redirect: 'manual', headers: { cookie } });
const cookieVan = (antwoord: Response): string =>
  antwoord.headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith('sessie='))
    ?.split(';')[0] ?? '';

/** A deelnemer, and the link that a mail brought. */
async function linkVoor(email: string): Promise<string> {
  expect((await post('/inloggen/link', { email })).status).toBe(200);
  await academie.app.get(AfterAnswer).settled();
  const [bericht] = await academie.dataSource.query<{ tekst: string }[]>(
    `SELECT tekst FROM bericht WHERE soort = 'inloggen/inloglink' AND lower(aan) = lower($1)
      ORDER BY aangemaakt_op DESC, id LIMIT 1`,
    [email],
  );
  return /\/inloggen\/link\/[\w-]+/.exec(bericht?.tekst ?? '')?.[0] ?? '';
}

async function maakDeelnemer(): Promise<string> {
  const cohort = await maakCohort(academie.dataSource);
  const aanvraag = verzoek();
  await academie.app.get(AanmeldenService).meldAan(cohort.id, aanvraag, anoniem);
  return aanvraag.email;
}

describe('met wachtwoord', () => {
  it('begint een sessie in een HttpOnly cookie, ook met andere hoofdletters', async () => {
    const { email } = await maakGebruiker(academie.dataSource, { rol: 'trainer' });
    const antwoord = await post('/inloggen', { email: email.toUpperCase(), wachtwoord: WACHTWOORD });
    expect(antwoord.status).toBe(303);
    expect(antwoord.headers.get('location')).toBe('/trainer');
    expect(antwoord.headers.getSetCookie().join()).toMatch(/sessie=[^;]+;.*HttpOnly.*SameSite=Lax/);
    expect((await get('/trainer', cookieVan(antwoord))).status).toBe(200);
  });

  it('geeft het formulier terug met wat er getypt was, en zegt niet wat er fout was', async () => {
    const { email } = await maakGebruiker(academie.dataSource, { rol: 'trainer' });
    for (const poging of [
      { email, wachtwoord: 'fout' },
      { email: 'niemand@x.example', wachtwoord: 'fout' },
    ]) {
      const antwoord = await post('/inloggen', poging);
      const html = await antwoord.text();
      expect(antwoord.status).toBe(422);
      expect(html).toContain(poging.email);
      expect(html).toContain('horen niet bij elkaar');
      expect(html).not.toContain('"fout"');
    }
  });

  it('stuurt alleen naar een pad van onszelf', async () => {
    const { email } = await maakGebruiker(academie.dataSource, { rol: 'trainer' });
    for (const [terug, naar] of [
      ['/beheer/berichten', '/beheer/berichten'],
      ['//kwaad.example', '/trainer'],
      ['https://kwaad.example', '/trainer'],
      ['/\\kwaad.example', '/trainer'],
    ] as const) {
      const antwoord = await post('/inloggen', { email, wachtwoord: WACHTWOORD, terug });
      expect(antwoord.headers.get('location')).toBe(naar);
    }
  });

  it('wie een formulier verstuurt zonder nog ingelogd te zijn, hoort het en komt bij het formulier terug', async () => {
    const formulier = '/beheer/cohorten/nieuw?opleiding=LAS2';
    const verstuur = (referer: string) =>
      fetch(`${academie.url}/beheer/cohorten/nieuw`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/x-www-form-urlencoded', referer },
        body: 'naam=Lang+werk',
      });
    const antwoord = await verstuur(academie.url + formulier);
    const naar = antwoord.headers.get('location');
    expect([antwoord.status, naar]).toEqual([
      303,
      `/inloggen?terug=${encodeURIComponent(formulier)}&verlopen=ja`,
    ]);
    expect(await (await get(naar!)).text()).toContain('Je was niet meer ingelogd');
    expect((await verstuur('https://kwaad.example/beheer')).headers.get('location')).toBe(
      '/inloggen?terug=%2F&verlopen=ja',
    );
  });

  it('weigert wie is uitgeschakeld, ook in een lopende sessie', async () => {
    const gebruiker = await maakGebruiker(academie.dataSource, { rol: 'trainer' });
    const cookie = cookieVan(await post('/inloggen', { email: gebruiker.email, wachtwoord: WACHTWOORD }));
    await academie.dataSource.query('UPDATE gebruiker SET uitgeschakeld_op = now() WHERE id = $1', [
      gebruiker.id,
    ]);
    expect((await get('/trainer', cookie)).status).toBe(303);
    expect((await post('/inloggen', { email: gebruiker.email, wachtwoord: WACHTWOORD })).status).toBe(422);
  });

  it('houdt na tien pogingen op met raden', async () => {
    const { email } = await maakGebruiker(academie.dataSource, { rol: 'trainer' });
    const statussen: number[] = [];
    for (let i = 0; i < 11; i += 1)
      statussen.push((await post('/inloggen', { email, wachtwoord: 'fout' })).status);
    expect(statussen.slice(0, 10)).toEqual(Array(10).fill(422));
    expect(statussen[10]).toBe(429);
  });

  it('laat uitloggen, en dan is de sleutel niets meer waard', async () => {
    const { email } = await maakGebruiker(academie.dataSource, { rol: 'trainer' });
    const cookie = cookieVan(await post('/inloggen', { email, wachtwoord: WACHTWOORD }));
    const pagina = await (await get('/trainer', cookie)).text();
    const _csrf = /name="csrf-token" content="([^"]+)"/.exec(pagina)?.[1] ?? '';
    expect((await post('/uitloggen', {}, cookie)).status).toBe(403);
    expect((await post('/uitloggen', { _csrf }, cookie)).status).toBe(303);
    expect((await get('/trainer', cookie)).headers.get('location')).toContain('/inloggen');
  });

  it('houdt een sessie niet langer dan een werkdag', async () => {
    const { email } = await maakGebruiker(academie.dataSource, { rol: 'trainer' });
    const cookie = cookieVan(await post('/inloggen', { email, wachtwoord: WACHTWOORD }));
    academie.clock.advance(10 * 60 + 1);
    expect((await get('/trainer', cookie)).status).toBe(303);
  });
});

describe('in productie', () => {
  async function inProductie<T>(doe: () => Promise<T>): Promise<T> {
    academie.settings.production = true;
    try {
      return await doe();
    } finally {
      academie.settings.production = false;
    }
  }
  const maakSleutel = (): Promise<string> =>
    academie.app.get(SleutelsService).maak(systeem, 'Rooster', null, ['deelnemerslijst']);
  const metSleutel = async (sleutel: string): Promise<number> =>
    (
      await fetch(`${academie.url}/api/v1/deelnemerslijst`, {
        headers: { authorization: `Bearer ${sleutel}` },
      })
    ).status;

  it('komt een voorbeeldgebruiker er niet in, ook niet in een sessie van daarvoor', async () => {
    const { email, id } = await maakGebruiker(academie.dataSource, { rol: 'trainer', demo: true });
    const logIn = () => post('/inloggen', { email, wachtwoord: WACHTWOORD });
    expect((await inProductie(logIn)).status).toBe(422);
    expect((await logIn()).status).toBe(303);
    const { cookie } = await inProductie(() => beginSessie(academie, { id }));
    expect((await inProductie(() => get('/trainer', cookie))).status).toBe(303);
    expect((await get('/trainer', cookie)).status).toBe(200);
  });

  it('werkt een sessie of een sleutel alleen als ze daar is gemaakt', async () => {
    const { id } = await maakGebruiker(academie.dataSource, { rol: 'trainer' });
    const probeer = async ({ cookie }: { cookie: string }, sleutel: string) =>
      inProductie(async () => [(await get('/trainer', cookie)).status, await metSleutel(sleutel)]);
    const [sessie, sleutel] = [await beginSessie(academie, { id }), await maakSleutel()];
    expect([(await get('/trainer', sessie.cookie)).status, await metSleutel(sleutel)]).toEqual([200, 200]);
    expect(await probeer(sessie, sleutel)).toEqual([303, 401]);
    const eigen = await inProductie(
      async () => [await beginSessie(academie, { id }), await maakSleutel()] as const,
    );
    expect(await probeer(...eigen)).toEqual([200, 200]);
  });

  it('werkt ook een inloglink alleen als ze daar is gemaakt', async () => {
    const link = await linkVoor(await maakDeelnemer());
    expect((await inProductie(() => get(link))).status).toBe(410);
    expect((await inProductie(() => post(link, {}))).status).toBe(410);
    expect((await post(link, {})).status).toBe(303);
    const eigen = await inProductie(async () => linkVoor(await maakDeelnemer()));
    expect((await inProductie(() => post(eigen, {}))).status).toBe(303);
  });
});

describe('met een link', () => {
  it('verandert openen niets; de knop logt in, één keer', async () => {
    const link = await linkVoor(await maakDeelnemer());
    expect((await get(link)).status).toBe(200);
    expect((await get(link)).status).toBe(200);
    const antwoord = await post(link, {});
    expect(antwoord.headers.get('location')).toBe('/mijn');
    expect((await get('/mijn', cookieVan(antwoord))).status).toBe(200);
    expect((await post(link, {})).status).toBe(410);
    expect((await get(link)).status).toBe(410);
  });

  it('werkt alleen de laatste: een nieuwe vragen maakt de vorige ongeldig, ook als die nog niet weg was', async () => {
    const email = await maakDeelnemer();
    const eerste = await linkVoor(email);
    academie.clock.advance(1);
    const tweede = await linkVoor(email);
    expect(tweede).not.toBe(eerste);
    const oud = await get(eerste);
    expect([oud.status, (await post(eerste, {})).status]).toEqual([410, 410]);
    expect(await oud.text()).toContain('Alleen de laatste link werkt');
    const standen = await academie.dataSource.query<{ status: string }[]>(
      `SELECT status FROM bericht WHERE soort = 'inloggen/inloglink' AND lower(aan) = lower($1) ORDER BY status`,
      [email],
    );
    expect(standen.map(({ status }) => status)).toEqual(['vervallen', 'wacht']);
    expect((await post(tweede, {})).status).toBe(303);
  });

  it('van twee die tegelijk worden gevraagd, werkt er één', async () => {
    const email = await maakDeelnemer();
    await Promise.all([1, 2, 3, 4].map(() => post('/inloggen/link', { email })));
    await academie.app.get(AfterAnswer).settled();
    const open = await academie.dataSource.query<unknown[]>(
      `SELECT FROM inloglink l JOIN persoon p ON p.id = l.persoon_id
        WHERE p.email_norm = lower($1) AND l.gebruikt_op IS NULL`,
      [email],
    );
    expect(open).toHaveLength(1);
  });

  it('maakt gebruiken ook wat er tegelijk werd gevraagd ongeldig', async () => {
    const email = await maakDeelnemer();
    const link = await linkVoor(email);
    // As if a server of before this rule had left one.
    await academie.dataSource.query(
      `INSERT INTO inloglink (sleutel_hash, persoon_id, aangemaakt_op, vervalt_op)
       SELECT 'oud', id, now(), now() + interval '100 years' FROM persoon WHERE email_norm = lower($1)`,
      [email],
    );
    expect((await post(link, {})).status).toBe(303);
    expect(await academie.dataSource.query(`SELECT FROM inloglink WHERE sleutel_hash = 'oud'`)).toEqual([]);
  });

  it('werkt een half uur', async () => {
    const link = await linkVoor(await maakDeelnemer());
    academie.clock.advance(31);
    expect((await post(link, {})).status).toBe(410);
  });

  it('verraadt niet of een adres bekend is', async () => {
    const bekend = await (await post('/inloggen/link', { email: await maakDeelnemer() })).text();
    const onbekend = await (await post('/inloggen/link', { email: 'niemand@x.example' })).text();
    const zonderAdres = (html: string): string =>
      html.replace(/[\w.-]+@[\w.]+/g, '').replace(/csrf[^>]+>/g, '');
    expect(zonderAdres(onbekend)).toBe(zonderAdres(bekend));
    await academie.app.get(AfterAnswer).settled();
    const [{ n }] = await academie.dataSource.query<[{ n: number }]>(
      `SELECT count(*)::integer AS n FROM bericht WHERE aan = 'niemand@x.example'`,
    );
    expect(n).toBe(0);
  });

  it('doet voor een bekend en een onbekend adres hetzelfde voor het antwoordt: niets van wie er bekend is', async () => {
    const email = await maakDeelnemer();
    const runner = academie.dataSource.createQueryRunner();
    await runner.startTransaction();
    // Whoever looks for the address, or writes what comes of it, waits; the answers do not.
    await runner.query('LOCK TABLE persoon, inloglink, bericht IN ACCESS EXCLUSIVE MODE');
    const antwoorden = [
      await post('/inloggen/link', { email }),
      await post('/inloggen/link', { email: 'niemand@y.example' }),
    ];
    await runner.rollbackTransaction();
    await runner.release();
    expect(antwoorden.map(({ status }) => status)).toEqual([200, 200]);
    await academie.app.get(AfterAnswer).settled();
    const links = await academie.dataSource.query<unknown[]>(
      'SELECT 1 FROM bericht WHERE aan = $1 AND soort = $2',
      [email, 'inloggen/inloglink'],
    );
    expect(links).toHaveLength(1);
  });

  it('wacht bij het stoppen op de link die is gevraagd', async () => {
    const email = await maakDeelnemer();
    const andere = await startAcademie({ RATE_LIMIT: true }, academie.databaseUrl);
    await fetch(`${andere.url}/inloggen/link`, { method: 'POST', body: new URLSearchParams({ email }) });
    await andere.sluit();
    const links = await academie.dataSource.query<unknown[]>(
      'SELECT 1 FROM bericht WHERE aan = $1 AND soort = $2',
      [email, 'inloggen/inloglink'],
    );
    expect(links).toHaveLength(1);
  });
});
