import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { DuoImportService } from '../../src/besturen/duo-import.service.js';
import { systeem } from '../../src/toegang/wie.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn } from '../support/inloggen.js';
import { maakGebruiker } from '../support/makers.js';
import { klassiek } from './duo-bestanden.js';

interface Lijst {
  items: {
    vestigingscode?: string;
    naam: string | null;
    plaats?: string;
    nummer?: string;
    bestuur?: unknown;
  }[];
  pagina: number;
  paginaGrootte: number;
  totaal: number;
}

let academie: Academie;

beforeAll(async () => {
  academie = await startAcademie();
  const duo = academie.app.get(DuoImportService);
  const namen = ['Ariëns', 'De Brug', '100% Jenaplan', 'Onder_streep', 'Sint Jan'];
  const scholen = namen.map((naam, i) => ({
    nummer: ['77195', '41400', '32099', '32099', '41646'][i]!,
    code: `0${i}AB00`,
    naam,
    plaats: i === 1 ? 'DE MEERN' : 'UTRECHT',
  }));
  await duo.importeer(systeem, [{ naam: 'a', bytes: klassiek(scholen) }], '2026-10-01');
  await duo.importeer(systeem, [{ naam: 'b', bytes: klassiek(scholen.slice(0, 4)) }], '2026-11-01');
});

afterAll(() => academie.sluit());

const vraag = async (pad: string): Promise<{ status: number; body: Lijst }> => {
  const antwoord = await fetch(`${academie.url}/api/v1/${pad}`);
  return { status: antwoord.status, body: (await antwoord.json()) as Lijst };
};
const codes = async (zoek: string): Promise<(string | undefined)[]> =>
  (await vraag(`scholen?zoek=${encodeURIComponent(zoek)}`)).body.items.map((s) => s.vestigingscode);

describe('GET /api/v1/scholen', () => {
  test('geeft de open scholen met hun bestuur, op volgorde van naam', async () => {
    const { body } = await vraag('scholen');
    expect(body).toMatchObject({ pagina: 1, paginaGrootte: 50, totaal: 4 });
    expect(body.items.map(({ naam }) => naam)).toEqual([
      '100% Jenaplan',
      'Ariëns',
      'De Brug',
      'Onder_streep',
    ]);
    expect(body.items[1]).toEqual({
      vestigingscode: '00AB00',
      naam: 'Ariëns',
      plaats: 'Utrecht',
      sector: 'po',
      bestuur: { id: expect.any(String), naam: 'KSU', nummer: '77195' },
    });
    expect(body.items[0]!.bestuur).toMatchObject({ naam: null, nummer: '32099' });
  });

  test.each([
    ['ariens', ['00AB00']],
    ['ARIËNS', ['00AB00']],
    ['meern', ['01AB00']],
    ['brug spou', ['01AB00']],
    ['00ab00', ['00AB00']],
    ['32099', ['02AB00', '03AB00']],
    ['100%', ['02AB00']],
    ['%', ['02AB00']],
    ['_', ['03AB00']],
    ['\\', []],
    ['sint jan', []],
    ['   ', ['02AB00', '00AB00', '01AB00', '03AB00']],
  ])('zoeken naar %j vindt %j', async (zoek, verwacht) => {
    expect(await codes(zoek)).toEqual(verwacht);
  });

  test('gaat per pagina, en zegt wat er fout is aan een foute vraag', async () => {
    const { body } = await vraag('scholen?pagina=2&paginaGrootte=3');
    expect(body).toMatchObject({ pagina: 2, paginaGrootte: 3, totaal: 4 });
    expect(body.items).toHaveLength(1);
    expect((await vraag('scholen?pagina=&paginaGrootte=')).status).toBe(200);
    expect((await vraag('scholen?pagina=9')).body).toMatchObject({ items: [], totaal: 4 });
    for (const fout of ['pagina=0', 'paginaGrootte=201', 'pagina=x', 'onbekend=1']) {
      expect([fout, (await vraag(`scholen?${fout}`)).status]).toEqual([fout, 400]);
    }
  });
});

test('GET /api/v1/besturen geeft ze allemaal, die zonder naam als laatste', async () => {
  const { body } = await vraag('besturen');
  expect(body.items.map(({ naam, nummer }) => naam ?? nummer)).toEqual([
    'KSU',
    'SPO Utrecht',
    '32099',
    '41646',
  ]);
  expect(body.items[2]).toMatchObject({ scholen: 2, aliassen: [], sector: 'po' });
  expect(JSON.stringify(body)).not.toContain('email');
});

describe('/beheer/organisaties', () => {
  let cookie: string;
  let csrf: string;

  beforeAll(async () => {
    ({ cookie, csrf } = await logIn(academie, await maakGebruiker(academie.dataSource)));
  });

  const post = async (nummer: string, velden: Record<string, string>): Promise<Response> => {
    const { id } = await academie.dataSource.manager.findOneByOrFail(Bestuur, { nummer });
    return fetch(`${academie.url}/beheer/organisaties/${id}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ _csrf: csrf, ...velden }),
      redirect: 'manual',
    });
  };

  test('is dicht voor bezoekers', async () => {
    const antwoord = await fetch(`${academie.url}/beheer/organisaties`, { redirect: 'manual' });
    expect([302, 303, 401]).toContain(antwoord.status);
  });

  test('toont besturen met hun scholen, en vraagt naar namen die ontbreken', async () => {
    const antwoord = await fetch(`${academie.url}/beheer/organisaties`, { headers: { cookie } });
    const html = await antwoord.text();
    expect(antwoord.status).toBe(200);
    expect(html).toContain('4 besturen, 4 scholen');
    expect(html).toContain('1 november 2026');
    expect(html).toContain('Bestuur 32099');
    expect(html).not.toContain('de naam van bestuur 41646');
    expect(html).toContain('Ariëns');
    expect(html).not.toContain('Sint Jan');
    const gezocht = await fetch(`${academie.url}/beheer/organisaties?zoek=ariens`, { headers: { cookie } });
    expect(await gezocht.text()).not.toContain('De Brug');
  });

  test('neemt een naam aan, weigert geen naam en een die al bestaat, en houdt wat was getypt', async () => {
    const leeg = await post('32099', { naam: '  ' });
    expect(leeg.status).toBe(422);
    const bezet = await post('32099', { naam: 'spou' });
    expect(bezet.status).toBe(422);
    expect(await bezet.text()).toContain('value="spou"');
    const goed = await post('32099', {
      naam: 'De Boog',
      aliassen: 'Boog, De boog',
      email: 'bestuur@boog.example',
    });
    expect(goed.status).toBe(303);
    expect(await academie.dataSource.manager.findOneByOrFail(Bestuur, { nummer: '32099' })).toMatchObject({
      naam: 'De Boog',
      aliassen: ['Boog'],
      email: 'bestuur@boog.example',
      vraagtAkkoord: false,
    });
    const regels = await academie.dataSource.manager.findBy(Auditregel, { code: 'bestuur.gewijzigd' });
    expect(regels).toHaveLength(1);
  });
});
