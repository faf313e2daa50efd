import { afterAll, beforeAll, expect, test } from '@jest/globals';
import request, { type Test } from 'supertest';
import type { BerichtDto, BerichtenLijst } from '../../src/berichten/berichten.dto.js';
import { BerichtenService } from '../../src/berichten/berichten.service.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { voorbeelden } from '../mail/voorbeelden.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakGebruiker, maakPersoon } from '../support/makers.js';

let academie: Academie;
let coordinator: Inlog;
let beheer: Inlog;
beforeAll(async () => {
  academie = await startAcademie();
  const { dataSource } = academie;
  coordinator = await logIn(academie, await maakGebruiker(dataSource));
  beheer = await logIn(academie, await maakGebruiker(dataSource, { rol: 'beheer' }));
  const berichten = academie.app.get(BerichtenService, { strict: false });
  const link = 'https://academie.example/inloggen/abc';
  for (let i = 1; i <= 60; i += 1) {
    academie.clock.advance(1);
    await berichten.schrijf(dataSource.manager, [
      {
        sleutel: `inloglink:${i}`,
        sjabloon: 'inloggen/inloglink',
        aan: `leraar${i}@school.example`,
        gegevens: { voornaam: `Leraar ${i}`, link, geldigTot: academie.clock.now(), minuten: 30 },
      },
    ]);
  }
});
afterAll(() => academie.sluit());

const get = (path: string, wie = coordinator): Test =>
  request(academie.url).get(path).set('cookie', wie.cookie);
const post = (path: string, wie = coordinator): Test =>
  request(academie.url).post(path).set('cookie', wie.cookie).set('x-csrf-token', wie.csrf);
const bericht = (sleutel: string): Promise<Bericht> =>
  academie.dataSource.getRepository(Bericht).findOneByOrFail({ sleutel });

test('de lijst bladert, nieuwste eerst, en zegt dat er niets wordt verstuurd', async () => {
  const { text } = await get('/beheer/berichten').expect(200);
  expect(text).toContain('60 berichten');
  expect(text).toContain('Er wordt niets verstuurd');
  expect(text.indexOf('leraar60@')).toBeLessThan(text.indexOf('leraar11@'));
  expect(text).not.toContain('leraar10@');
  expect((await get('/beheer/berichten?pagina=2').expect(200)).text).toContain('leraar10@');
});

test('zoeken op adres, staat en soort; een % is een teken als elk ander', async () => {
  const found = (await get('/beheer/berichten?zoek=LERAAR42@&staat=wacht&soort=').expect(200)).text;
  expect(found).toContain('1 bericht<');
  expect(found).toContain('leraar42@school.example');
  for (const vraag of ['zoek=%25', 'staat=mislukt', 'soort=aanmeldingen%2Fgeplaatst']) {
    expect((await get(`/beheer/berichten?${vraag}`).expect(200)).text).toContain('Geen berichten gevonden');
  }
  await get('/beheer/berichten?staat=onbekend').expect(400);
});

test('één bericht toont de mail in een eigen raam dat niets kan', async () => {
  const { id, html } = await bericht('inloglink:7');
  const { text } = await get(`/beheer/berichten/${id}`).expect(200);
  expect(text).toContain(`src="/beheer/berichten/${id}/html" sandbox`);
  expect(text).toContain(`${id}@demo.example`);
  const frame = await get(`/beheer/berichten/${id}/html`)
    .expect(200)
    .expect('content-type', /^text\/html/);
  expect(frame.text).toBe(html);
  expect(frame.headers['content-security-policy']).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox",
  );
  expect(frame.headers['x-frame-options']).toBe('SAMEORIGIN');
});

test('opnieuw verzenden maakt een nieuwe rij met dezelfde inhoud, en het logboek weet ervan', async () => {
  const origineel = await bericht('inloglink:3');
  const made = (await post(`/api/v1/berichten/${origineel.id}/herverzending`).expect(201)).body as BerichtDto;
  expect(made).toMatchObject({
    sleutel: 'inloglink:3:herverzending:1',
    status: 'wacht',
    html: origineel.html,
    pogingen: 0,
    fout: null,
  });
  await post(`/api/v1/berichten/${made.id}/herverzending`).expect(201);
  expect((await bericht('inloglink:3:herverzending:2')).tekst).toBe(origineel.tekst);
  const regels = await academie.dataSource.query<object[]>(
    `SELECT wie_soort, onderwerp_id, gegevens FROM auditregel WHERE code = 'bericht.herverzonden' ORDER BY id`,
  );
  expect(regels[0]).toEqual({
    wie_soort: 'gebruiker',
    onderwerp_id: origineel.id,
    gegevens: { bericht: made.id },
  });
});

test('tien keer tegelijk opnieuw verzenden: tien rijen, geen fout', async () => {
  const { id } = await bericht('inloglink:4');
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => post(`/api/v1/berichten/${id}/herverzending`)),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array<number>(10).fill(201));
});

test('de pagina stuurt na opnieuw verzenden naar het nieuwe bericht', async () => {
  await academie.dataSource.query(
    `UPDATE bericht SET status = 'mislukt', fout = 'No such user' WHERE sleutel = 'inloglink:5'`,
  );
  const { id } = await bericht('inloglink:5');
  expect((await get(`/beheer/berichten/${id}`)).text).toContain('Verstuur opnieuw');
  const answer = await post(`/beheer/berichten/${id}/herverzending`).expect(303);
  const nieuw = await bericht('inloglink:5:herverzending:1');
  expect(answer.headers.location).toBe(`/beheer/berichten/${nieuw.id}`);
  expect((await get(`/beheer/berichten/${id}`)).text).toContain('Opnieuw klaargezet');
});

test('opnieuw verzenden gaat naar het adres van nu; een inloglink en een mail aan een bestuur niet', async () => {
  const { dataSource } = academie;
  const persoon = await maakPersoon(dataSource, { email: 'oud@school.example' });
  const gegevens = { voornaam: 'Anna', link: 'https://academie.example/x', geldigTot: academie.clock.now() };
  const basis = { sjabloon: 'inloggen/inloglink', aan: 'oud@school.example', gegevens } as const;
  const schrijf = (sleutel: string, persoonId?: string) =>
    academie.app
      .get(BerichtenService, { strict: false })
      .schrijf(dataSource.manager, [{ ...basis, sleutel, ...(persoonId ? { persoonId } : {}) }]);
  await schrijf('adres:1', persoon.id);
  await schrijf('adres:2', persoon.id);
  await schrijf('adres:3');
  await dataSource.query(`UPDATE bericht SET status = 'mislukt' WHERE sleutel LIKE 'adres:%'`);
  await dataSource.query(`UPDATE bericht SET soort = 'aanmeldingen/geplaatst' WHERE sleutel = 'adres:1'`);
  await dataSource.query(`UPDATE persoon SET email = $2, email_norm = $2 WHERE id = $1`, [
    persoon.id,
    'nieuw@school.example',
  ]);
  const naar = async (sleutel: string): Promise<string> => {
    await post(`/api/v1/berichten/${(await bericht(sleutel)).id}/herverzending`).expect(201);
    return (await bericht(`${sleutel}:herverzending:1`)).aan;
  };
  expect(await naar('adres:1')).toBe('nieuw@school.example');
  expect(await naar('adres:2')).toBe('oud@school.example');
  expect(await naar('adres:3')).toBe('oud@school.example');
});

test('een mislukte mail laten rusten: hij blijft te lezen, wordt niet meer verstuurd, en het staat in het logboek', async () => {
  await academie.dataSource.query(
    `UPDATE bericht SET status = 'mislukt', fout = 'No such user' WHERE sleutel = 'inloglink:9'`,
  );
  const { id } = await bericht('inloglink:9');
  expect((await get(`/beheer/berichten/${id}`)).text).toContain('Laat maar');
  await post(`/beheer/berichten/${id}/loslating`).expect(303).expect('location', '/beheer');
  await post(`/api/v1/berichten/${id}/loslating`).expect(200);
  expect(await bericht('inloglink:9')).toMatchObject({ status: 'vervallen', fout: 'No such user' });
  expect((await get(`/beheer/berichten/${id}`)).text).not.toContain('Laat maar');
  const wacht = await bericht('inloglink:10');
  const geweigerd = await post(`/api/v1/berichten/${wacht.id}/loslating`).expect(409);
  expect(geweigerd.body).toMatchObject({ code: 'bericht-niet-mislukt' });
  const regels = await academie.dataSource.query<object[]>(
    `SELECT onderwerp_id FROM auditregel WHERE code = 'bericht.losgelaten'`,
  );
  expect(regels).toEqual([{ onderwerp_id: id }]);
});

test('alleen de coördinator kijkt en verzendt', async () => {
  const { id } = await bericht('inloglink:5');
  await get(`/beheer/berichten/${id}`, beheer).expect(403);
  await post(`/api/v1/berichten/${id}/herverzending`, beheer).expect(403);
  const trainer = await logIn(academie, await maakGebruiker(academie.dataSource, { rol: 'trainer' }));
  for (const path of ['', `/${id}`, `/${id}/html`])
    await get(`/beheer/berichten${path}`, trainer).expect(403);
  await get('/api/v1/berichten', trainer).expect(403);
  await request(academie.url).get('/api/v1/berichten').expect(401);
  await request(academie.url).get(`/beheer/berichten/${id}/html`).expect(303);
});

test('de API geeft de lijst met inhoud, en alle fouten in de vraag tegelijk', async () => {
  const answer = await get('/api/v1/berichten?zoek=leraar60&paginaGrootte=1').expect(200);
  const { items, ...rest } = answer.body as BerichtenLijst;
  expect(rest).toEqual({ pagina: 1, paginaGrootte: 1, totaal: 1 });
  expect(items[0]).toMatchObject({ sleutel: 'inloglink:60', status: 'wacht', aanmelding: null });
  expect(items[0]!.html).toContain('https://academie.example/inloggen/abc');
  const none = '00000000-0000-4000-8000-000000000000';
  expect((await get(`/api/v1/berichten?aanmelding=${none}`).expect(200)).body).toMatchObject({ totaal: 0 });
  const wrong = await get('/api/v1/berichten?aanmelding=x&status=y&pagina=0&erbij=1').expect(400);
  const { fouten } = wrong.body as { fouten: { veld: string }[] };
  expect(fouten.map(({ veld }) => veld).sort()).toEqual(['aanmelding', 'erbij', 'pagina', 'status']);
});

test('een bericht dat er niet is: 404', async () => {
  await get('/beheer/berichten/geen-kenmerk').expect(404);
  await post('/api/v1/berichten/00000000-0000-4000-8000-000000000000/herverzending').expect(404);
});

const noemt = async (path: string, tekst: string, wie = coordinator): Promise<boolean> =>
  (await get(path, wie).expect(200)).text.includes(tekst);

test('alle mail stil: met een reden, te zien waar men werkt, en weer aan; beheer mag het ook', async () => {
  const pad = '/beheer/berichten/stilstand';
  expect((await post(pad).type('form').send({ reden: ' ' }).expect(422)).text).toContain('aria-invalid');
  expect((await get('/api/v1/berichten/stilstand')).body).toMatchObject({ stil: false, op: null });
  await post(pad, beheer).type('form').send({ reden: 'Verkeerde datum' }).expect(303).expect('location', pad);
  for (const scherm of ['/beheer/berichten', '/beheer'])
    expect(await noemt(scherm, 'Verkeerde datum')).toBe(true);
  expect((await get('/api/v1/berichten/stilstand')).body).toMatchObject({
    stil: true,
    reden: 'Verkeerde datum',
  });
  await post('/beheer/berichten/hervatting').expect(303).expect('location', '/beheer/berichten');
  for (const scherm of ['/beheer/berichten', '/beheer'])
    expect(await noemt(scherm, 'Alle mail staat stil')).toBe(false);
});

test('afmelden: openen verandert niets, één klik van een mailprogramma wel, en er is een weg terug', async () => {
  const { dataSource, url } = academie;
  const persoon = await maakPersoon(dataSource, { email: 'uit@school.example' });
  const berichten = academie.app.get(BerichtenService, { strict: false });
  const uitnodiging = (sleutel: string) =>
    berichten.schrijf(dataSource.manager, [
      {
        sleutel,
        sjabloon: 'belangstelling/opening',
        aan: 'uit@school.example',
        persoonId: persoon.id,
        gegevens: voorbeelden['belangstelling/opening']!['kan nu']!,
      },
    ]);
  expect(await uitnodiging('uit:1')).toBe(1);
  const { html, tekst } = await bericht('uit:1');
  const [link] = /https?:\/\/[^/]+\/afmelden\/[\w.-]+/.exec(tekst)!;
  expect(html).toContain(link);
  const pad = new URL(link).pathname;
  const afgemeld = async (): Promise<boolean> =>
    (await dataSource.getRepository(Persoon).findOneByOrFail({ id: persoon.id })).geenUitnodigingenOp !==
    null;
  expect((await request(url).get(pad).expect(200)).text).toContain('Stuur mij geen uitnodigingen meer');
  expect(await afgemeld()).toBe(false);
  await request(url).post(pad).type('form').send('List-Unsubscribe=One-Click').expect(200);
  expect(await afgemeld()).toBe(true);
  expect(await bericht('uit:1')).toMatchObject({ status: 'vervallen' });
  expect(await uitnodiging('uit:2')).toBe(0);
  await request(url).post(`${pad}/herroeping`).expect(200);
  expect(await afgemeld()).toBe(false);
  expect(await uitnodiging('uit:2')).toBe(1);
  await request(url).post(pad).field('List-Unsubscribe', 'One-Click').expect(200);
  expect(await afgemeld()).toBe(true);
  await request(url).post(`${pad}x`).expect(404);
});

test('een adres dat niet aankomt: te zien op de werklijst en bij de persoon, te verbeteren, en dan alles opnieuw', async () => {
  const { dataSource } = academie;
  const persoon = await maakPersoon(dataSource, { email: 'tikfuot@school.example' });
  const sleutels = ['weg:1', 'weg:2', 'weg:3', 'weg:4'];
  const gegevens = { voornaam: 'Anna', link: 'https://academie.example/x', geldigTot: academie.clock.now() };
  const nieuw = sleutels.map((sleutel) => ({
    ...{ sleutel, sjabloon: 'inloggen/inloglink' as const, aan: 'tikfuot@school.example' },
    ...{ gegevens, persoonId: persoon.id },
  }));
  await academie.app.get(BerichtenService, { strict: false }).schrijf(dataSource.manager, nieuw);
  await dataSource.query(
    `UPDATE bericht SET status = 'mislukt', adres_geweigerd = true, fout = 'No such user',
            soort = CASE WHEN sleutel <> 'weg:4' THEN 'aanmeldingen/geplaatst' ELSE soort END,
            vervalt_op = CASE WHEN sleutel = 'weg:3' THEN $1::timestamptz END WHERE sleutel LIKE 'weg:%'`,
    [academie.clock.now()],
  );
  await dataSource.query(
    `UPDATE persoon SET onbestelbaar_op = $2, onbestelbaar_reden = 'No such user' WHERE id = $1`,
    [persoon.id, academie.clock.now()],
  );
  const scherm = `/beheer/personen/${persoon.id}`;
  expect(await noemt('/beheer', 'tikfuot@school.example komt niet aan')).toBe(true);
  expect(await noemt(scherm, 'Dit adres komt niet aan')).toBe(true);
  expect(await noemt('/beheer/berichten?zoek=tikfuot', 'Dit adres komt niet aan')).toBe(true);
  const goed = { voornaam: 'Anna', tussenvoegsel: '', achternaam: 'Bos', email: 'tikfout@school.example' };
  await post(scherm).type('form').send(goed).expect(303);
  const { text } = await get(scherm).expect(200);
  expect(text).not.toContain('Dit adres komt niet aan');
  expect(text).toContain('2 mails kwamen niet aan');
  await post(`${scherm}/herverzending`).expect(303);
  expect((await post(`/api/v1/personen/${persoon.id}/herverzending`).expect(200)).body).toEqual({
    aantal: 0,
  });
  for (const sleutel of ['weg:1', 'weg:2'])
    expect((await bericht(`${sleutel}:herverzending:1`)).aan).toBe('tikfout@school.example');
  const teLaat = await post(`/api/v1/berichten/${(await bericht('weg:3')).id}/herverzending`).expect(409);
  expect(teLaat.body).toMatchObject({ code: 'bericht-te-laat' });
});
