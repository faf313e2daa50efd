import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { AppModule } from '../../src/app.module.js';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { AntwoordenService } from '../../src/evaluaties/antwoorden.service.js';
import { MAXIMUM_OPEN } from '../../src/evaluaties/vragenlijst.rules.js';
import { createServer } from '../../src/platform/web/server.js';
import { allen, coordinator } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { vraag, type Antwoord } from '../support/vraag.js';
import { antwoorden, draai, evaluatieVan, leg, maakKlas, uitnodigingen, type Klas } from './opstelling.js';
import { EvaluatiesService } from '../../src/evaluaties/evaluaties.service.js';
import { alsEigenaar } from '../support/database.js';

let academie: Academie;
let klas: Klas;
beforeAll(async () => {
  academie = await startAcademie();
  klas = await gevraagd(8);
});
afterAll(() => academie.sluit());

async function gevraagd(aantal: number): Promise<Klas> {
  academie.clock.set(new Date('2026-09-10T09:00:00Z'));
  const nieuw = await maakKlas(academie, aantal);
  await leg(academie, nieuw.laatste, nieuw.mensen);
  await draai(academie, '2026-11-10T15:00:00Z');
  return nieuw;
}
const geef = (token: string, waarden: object): Promise<void> =>
  academie.app.get(AntwoordenService).geef(token, waarden as Record<string, unknown>);
/** Links nobody has used yet. */
const tokens = async (van = klas): Promise<string[]> =>
  (await uitnodigingen(academie, van.cohort)).filter((u) => !u.beantwoord).map((u) => u.token);
const stuur = (token: string, velden: Record<string, string> | [string, string][]): Promise<Antwoord> =>
  vraag(academie, `/evaluatie/${token}`, { method: 'POST', body: new URLSearchParams(velden) });
const api = (token: string, antwoorden?: unknown): Promise<Antwoord> =>
  antwoorden === undefined
    ? vraag(academie, `/api/v1/evaluaties/${token}`)
    : vraag(academie, `/api/v1/evaluaties/${token}/antwoorden`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ antwoorden }),
      });

/** What the database itself keeps of a row besides its columns: which transaction wrote it, and where it lies. */
async function sporen(van: Klas) {
  const { id } = await evaluatieVan(academie, van.cohort);
  const uit = await academie.dataSource.query<{ xmin: string; beantwoord: boolean }[]>(
    'SELECT xmin::text, beantwoord FROM evaluatie_uitnodiging WHERE evaluatie_id = $1',
    [id],
  );
  const ant = await academie.dataSource.query<{ id: string; xmin: string; cmin: string; cijfer: number }[]>(
    `SELECT id, xmin::text, cmin::text, (waarden->>'cijfer')::integer AS cijfer FROM evaluatie_antwoord
      WHERE evaluatie_id = $1 ORDER BY ctid`,
    [id],
  );
  return { uit, ant };
}

test('geen antwoord is naast een uitnodiging te leggen: niet door wie het schreef, waar het ligt of hoe het heet', async () => {
  const twaalf = await gevraagd(12);
  const volgorde: number[][] = [];
  const namen = new Set<string>();
  const open = await tokens(twaalf);
  const voor = await academie.dataSource.manager.count(Auditregel);
  for (const [i, token] of open.entries()) {
    await geef(token, { cijfer: i < 10 ? i + 1 : 10 });
    const { uit, ant } = await sporen(twaalf);
    expect(new Set([...uit, ...ant].map(({ xmin }) => xmin)).size).toBe(1);
    expect(new Set(ant.map(({ cmin }) => cmin)).size).toBe(1);
    expect(uit.filter(({ beantwoord }) => beantwoord)).toHaveLength(i + 1);
    volgorde.push(ant.map(({ cijfer }) => cijfer));
    ant.forEach(({ id }) => namen.add(id));
  }
  // A lucky order happens; that all of the later ones would be as they came has a chance of less than one in a million.
  const opVolgorde = volgorde
    .slice(5)
    .filter((cijfers) => cijfers.every((c, i) => i === 0 || cijfers[i - 1]! <= c));
  expect(opVolgorde.length).toBeLessThan(4);
  expect(namen.size).toBe((12 * 13) / 2);
  expect(await academie.dataSource.manager.count(Auditregel)).toBe(voor);
  const kolommen = await academie.dataSource.query<{ naam: string }[]>(
    `SELECT column_name AS naam FROM information_schema.columns WHERE table_name = 'evaluatie_antwoord' ORDER BY 1`,
  );
  expect(kolommen.map(({ naam }) => naam)).toEqual(['evaluatie_id', 'id', 'waarden']);
});

test('twee tabbladen, een dubbele klik, twintig keer tegelijk: een antwoord', async () => {
  const [token] = await tokens();
  const eerder = (await antwoorden(academie, klas.cohort)).length;
  const { gelukt, geweigerd } = await allen(Array.from({ length: 10 }, () => geef(token!, { cijfer: 7 })));
  expect([gelukt.length, new Set(geweigerd.map(({ code }) => code))]).toEqual([
    1,
    new Set(['al-beantwoord']),
  ]);
  expect(await antwoorden(academie, klas.cohort)).toHaveLength(eerder + 1);
  const nogmaals = await stuur(token!, { cijfer: '3' });
  expect([nogmaals.status, nogmaals.header('location')]).toEqual([303, `/evaluatie/${token}`]);
  const pagina = await vraag(academie, `/evaluatie/${token}`);
  expect(pagina.tekst).toContain('Je hebt al geantwoord');
  expect(pagina.tekst).not.toContain('type="radio"');
  expect(await antwoorden(academie, klas.cohort)).toHaveLength(eerder + 1);
});

test('zes mensen tegelijk: zes antwoorden', async () => {
  const zes = await gevraagd(6);
  const open = await tokens(zes);
  await Promise.all(open.map((token, i) => geef(token, { cijfer: i + 1 })));
  const cijfers = (await antwoorden(academie, zes.cohort)).map(({ waarden }) => waarden.cijfer);
  expect(cijfers.map(Number).sort()).toEqual([1, 2, 3, 4, 5, 6]);
  const { uit, ant } = await sporen(zes);
  expect(new Set([...uit, ...ant].map(({ xmin }) => xmin)).size).toBe(1);
});

test('alleen het cijfer moet; wat niet kan staat erbij en wat is ingevuld blijft', async () => {
  const [token] = await tokens();
  const pagina = await vraag(academie, `/evaluatie/${token}`);
  expect(pagina.status).toBe(200);
  expect(pagina.header('x-robots-tag')).toBe('noindex');
  expect(pagina.header('referrer-policy')).toBe('no-referrer');
  expect(pagina.header('cache-control')).toBe('no-store');
  expect(pagina.tekst.match(/type="radio"/g)).toHaveLength(30);
  const lang = 'x'.repeat(MAXIMUM_OPEN + 1);
  const fout = await stuur(token!, { inhoud: '4', trainer: '9', goed: 'Veel <b>geleerd</b>', beter: lang });
  expect(fout.status).toBe(422);
  for (const zin of ['Kies een cijfer.', 'Kies een cijfer van 1 tot en met 5.', 'Het zijn er nu 1001.'])
    expect(fout.tekst.split(zin)).toHaveLength(3);
  expect(fout.tekst).toContain('name="inhoud" value="4" checked');
  expect(fout.tekst).toContain('Veel &lt;b&gt;geleerd&lt;/b&gt;');
  expect(fout.tekst).toContain(lang);
  const dubbel = await stuur(token!, [
    ['cijfer', '8'],
    ['cijfer', '3'],
  ]);
  expect(dubbel.status).toBe(422);
  const goed = await stuur(token!, {
    cijfer: '8',
    inhoud: '',
    goed: ' Fijn.\r\nEcht. ',
    beter: 'a\r\n'.repeat(500),
  });
  expect([goed.status, goed.header('location')]).toEqual([303, '/evaluatie/bedankt']);
  expect((await vraag(academie, '/evaluatie/bedankt')).tekst).toContain('Bedankt voor je antwoord');
  expect((await antwoorden(academie, klas.cohort)).map(({ waarden }) => waarden)).toContainEqual({
    cijfer: 8,
    goed: 'Fijn.\nEcht.',
    beter: `${'a\n'.repeat(499)}a`,
  });
});

test('een link die niet klopt, of te laat is', async () => {
  const onbekend = await vraag(academie, '/evaluatie/bestaat-niet');
  expect([onbekend.status, onbekend.header('cache-control')]).toEqual([404, 'no-store']);
  expect((await stuur('bestaat-niet', { cijfer: '8' })).status).toBe(404);
  const laat = await gevraagd(1);
  const [token] = await tokens(laat);
  await academie.app
    .get(EvaluatiesService)
    .sluit(coordinator, (await evaluatieVan(academie, laat.cohort)).id);
  expect((await stuur(token!, { cijfer: '8' })).header('location')).toBe(`/evaluatie/${token}`);
  expect((await vraag(academie, `/evaluatie/${token}`)).tekst).toContain('Deze vragenlijst is gesloten');
  // Over, and no task has been here yet.
  const [ander] = await tokens();
  academie.clock.set(new Date('2026-12-10T23:00:00Z'));
  expect((await vraag(academie, `/evaluatie/${ander}`)).tekst).toContain('Deze vragenlijst is gesloten');
  expect((await api(ander!, { cijfer: 8 })).json()).toMatchObject({
    status: 409,
    code: 'evaluatie-gesloten',
  });
  academie.clock.set(new Date('2026-11-10T15:00:00Z'));
  expect(await antwoorden(academie, laat.cohort)).toEqual([]);
});

test('een ander systeem krijgt dezelfde vragen, en dezelfde weigering', async () => {
  const [token] = await tokens();
  const formulier = (await api(token!)).json<{ stand: string; vragen: Record<string, unknown>[] }>();
  expect(formulier).toMatchObject({ soort: 'evaluatie', stand: 'open', totEnMet: '2026-12-10' });
  expect(formulier.vragen.map(({ code }) => code)).toEqual([
    'cijfer',
    'inhoud',
    'trainer',
    'toepasbaar',
    'organisatie',
    'goed',
    'beter',
  ]);
  expect(formulier.vragen[0]).toMatchObject({ soort: 'cijfer', verplicht: true, van: 1, tot: 10 });
  const fout = await api(token!, { cijfer: '8', inhoud: 6, naam: 'Anna' });
  expect([fout.status, fout.json()]).toMatchObject([
    422,
    { code: 'antwoord-ongeldig', fouten: [{ veld: 'cijfer' }, { veld: 'inhoud' }, { veld: 'naam' }] },
  ]);
  for (const antwoord of [null, [], 'x']) expect((await api(token!, antwoord)).status).toBe(400);
  expect((await api(token!, { cijfer: 8, goed: '\u0000' })).status).toBe(422);
  const goed = await api(token!, { cijfer: 8 });
  expect([goed.status, goed.json()]).toEqual([201, { stand: 'beantwoord' }]);
  expect((await api(token!, { cijfer: 8 })).json()).toMatchObject({ status: 409, code: 'al-beantwoord' });
  expect((await api(token!)).json()).toMatchObject({ stand: 'beantwoord' });
  expect((await api('bestaat-niet')).json()).toMatchObject({ status: 404, code: 'evaluatie-onbekend' });
});

test('de link komt in geen logregel', async () => {
  const gelogd: string[] = [];
  const schrijf = (...stukken: unknown[]): void => void gelogd.push(JSON.stringify(stukken));
  const logger = { log: schrijf, error: schrijf, warn: schrijf, debug: schrijf };
  const { settings, databaseUrl, clock } = academie;
  const app = await createServer(AppModule.with(settings, databaseUrl, clock), settings, logger);
  await app.listen(0, '127.0.0.1');
  const spraakzaam = { url: await app.getUrl() };
  const open = await tokens();
  try {
    for (const token of ['geheim-onbekend', open[0]!]) {
      await vraag(spraakzaam, `/evaluatie/${token}?cijfer=1`);
      await vraag(spraakzaam, `/evaluatie/${token}`, {
        method: 'POST',
        body: new URLSearchParams({ cijfer: 'x' }),
      });
      await vraag(spraakzaam, `/api/v1/evaluaties/${token}`);
    }
  } finally {
    await app.close();
    Logger.overrideLogger(false);
  }
  expect(gelogd.join()).toContain('POST /evaluatie/:token 422');
  for (const token of ['geheim-onbekend', ...open]) expect(gelogd.join()).not.toContain(token);
});

test('wie links probeert, wordt geremd', async () => {
  const streng = await startAcademie({ RATE_LIMIT: true }, academie.databaseUrl);
  await alsEigenaar(() => academie.dataSource.query('TRUNCATE limiet'));
  try {
    const probeer = () => vraag(streng, '/evaluatie/probeer');
    expect((await probeer()).status).toBe(404);
    await academie.dataSource.query(`UPDATE limiet SET points = 600 WHERE key LIKE 'evaluatie-ip%'`);
    expect((await probeer()).status).toBe(429);
    expect((await vraag(streng, '/api/v1/evaluaties/probeer')).status).toBe(429);
  } finally {
    await streng.sluit();
  }
});
