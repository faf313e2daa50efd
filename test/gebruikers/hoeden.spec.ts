import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { GebruikerRol } from '../../src/toegang/gebruiker-rol.entity.js';
import { csrfTokenVoor } from '../../src/platform/secrets.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { geefRol, maakGebruiker, maakPersoon } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';
import { isBinnen, maakHuis, type Huis, type Mens } from './opstelling.js';

let huis: Huis;
let wie: Mens;
beforeAll(async () => {
  huis = await maakHuis();
  const { dataSource: ds } = huis.academie;
  wie = await maakGebruiker(ds, { naam: 'Drie Hoeden', rol: 'coordinator', email: 'drie@school.example' });
  await geefRol(ds, wie, { rol: 'bestuur', bestuurId: huis.spo.id });
  await geefRol(ds, wie, { rol: 'bestuur', bestuurId: huis.ksu.id, eindigtOp: '2026-11-09' });
  await maakPersoon(ds, { email: 'drie@school.example' });
});
afterAll(() => huis?.academie.sluit());

const m = () => huis.academie.dataSource.manager;
const lees = (pad: string, { cookie }: Inlog) => vraag(huis.academie, pad, { headers: { cookie } });

/** Changes hats, as the button in the header does. @returns the browser after it, and where it was sent. */
async function wissel(
  inlog: Inlog,
  hoed: string,
): Promise<{ status: number; naar: string; tekst: string; inlog: Inlog }> {
  const { status, header, tekst } = await stuur(huis.academie, '/account/hoed', inlog, { hoed });
  const sleutel = /sessie=([\w-]+)/.exec(header('set-cookie'))?.[1];
  const nieuw = sleutel
    ? {
        cookie: `sessie=${sleutel}`,
        csrf: csrfTokenVoor(huis.academie.settings.SESSION_SECRET, sleutel),
      }
    : inlog;
  return { status, naar: header('location'), tekst, inlog: nieuw };
}

describe('van hoed wisselen', () => {
  test('leidt naar het begin van die rol, met een nieuwe sleutel; de oude opent niets meer', async () => {
    const begin = await logIn(huis.academie, wie);
    const keuzes = [...(await lees('/beheer', begin)).tekst.matchAll(/name="hoed" value="([^"]+)"/g)];
    expect(keuzes.map(([, waarde]) => waarde)).toEqual([`bestuur:${huis.spo.id}`, 'deelnemer']);

    const alsBestuur = await wissel(begin, `bestuur:${huis.spo.id}`);
    expect([alsBestuur.status, alsBestuur.naar]).toEqual([303, '/bestuur']);
    expect(await isBinnen(huis, begin)).toBe(false);
    expect((await lees('/bestuur', alsBestuur.inlog)).status).toBe(200);
    expect((await lees('/beheer', alsBestuur.inlog)).status).toBe(403);

    const alsDeelnemer = await wissel(alsBestuur.inlog, 'deelnemer');
    expect(alsDeelnemer.naar).toBe('/mijn');
    expect((await lees('/mijn', alsDeelnemer.inlog)).status).toBe(200);
    expect((await lees('/bestuur', alsDeelnemer.inlog)).status).toBe(403);

    const terug = await wissel(alsDeelnemer.inlog, 'coordinator');
    expect([terug.naar, (await lees('/beheer', terug.inlog)).status]).toEqual(['/beheer', 200]);
    const regels = await m().find(Auditregel, {
      where: { onderwerpId: wie.id, code: 'gebruiker.rol-gewisseld' },
      order: { id: 'ASC' },
    });
    expect(regels.map(({ gegevens }) => gegevens['rol'])).toEqual(['bestuur', 'deelnemer', 'coordinator']);
  });

  test('naar een rol die na het inloggen begon vraagt alsnog de tweede stap', async () => {
    const { clock, dataSource: ds } = huis.academie;
    const laat = await maakGebruiker(ds, { rol: 'trainer' });
    await geefRol(ds, laat, { rol: 'beheer', begintOp: '2026-11-11' });
    const toen = clock.now();
    clock.set(new Date('2026-11-10T22:30:00Z'));
    const avond = await logIn(huis.academie, laat);
    clock.set(new Date('2026-11-10T23:30:00Z'));
    const { naar, inlog } = await wissel(avond, 'beheer');
    expect(naar).toBe('/inloggen/tweede-stap');
    expect(await isBinnen(huis, inlog)).toBe(false);
    expect((await lees('/beheer/gebruikers', inlog)).header('location')).toContain('/inloggen');
    clock.set(toen);
  });

  test('naar wat niet van jou is kan niet, staat in het spoor en verandert niets', async () => {
    const inlog = await logIn(huis.academie, wie);
    const vreemd = ['beheer', `bestuur:${huis.ksu.id}`, 'bestuur:', 'bestuur', 'deelnemer:x', 'god', ''];
    for (const hoed of vreemd) {
      const { status, tekst } = await wissel(inlog, hoed);
      expect([hoed, status, tekst.includes('Deze rol heb je niet, of niet meer.')]).toEqual([
        hoed,
        403,
        true,
      ]);
      expect((await lees('/beheer', inlog)).status).toBe(200);
    }
    const zonder = await stuur(
      huis.academie,
      '/account/hoed',
      { ...inlog, csrf: 'x' },
      { hoed: 'deelnemer' },
    );
    expect(zonder.status).toBe(403);
    const geteld = await m().findOneByOrFail(Auditregel, {
      onderwerpId: wie.id,
      code: 'gebruiker.geweigerd',
    });
    expect(geteld.gegevens).toMatchObject({ waarom: 'rol-niet-van-jou', keer: 3 });
  });

  test('wie één ding is heeft niets te kiezen', async () => {
    expect((await lees('/beheer', await logIn(huis.academie, huis.co))).tekst).not.toContain(
      'Wissel van rol',
    );
  });

  test('wat in een andere rol kan, zegt in welke', async () => {
    const inlog = await logIn(huis.academie, wie);
    expect((await lees('/bestuur', inlog)).tekst).toContain('Dit kan alleen als bestuur SPO Utrecht.');
    expect((await lees('/mijn', inlog)).tekst).toContain('Dit kan alleen als deelnemer.');
    expect((await lees('/beheer/sleutels', inlog)).tekst).not.toContain('Dit kan alleen als');
  });
});

describe('een rol die voorbij is', () => {
  test('zegt welke en wanneer, en telt dat in het spoor', async () => {
    const oud = await maakGebruiker(huis.academie.dataSource, { rol: null, naam: 'Oud Trainer' });
    await geefRol(huis.academie.dataSource, oud, { rol: 'trainer', eindigtOp: '2026-11-09' });
    await geefRol(huis.academie.dataSource, oud, { rol: 'coordinator', eindigtOp: '2021-01-01' });
    const inlog = await logIn(huis.academie, oud);
    for (const pad of ['/trainer', '/beheer']) {
      const { status, tekst } = await lees(pad, inlog);
      expect([status, tekst]).toEqual([
        403,
        expect.stringContaining('Je rol trainer is op 9 november 2026 geëindigd.'),
      ]);
    }
    expect((await lees('/api/v1/werklijst', inlog)).json().code).toBe('rol-geeindigd');
    expect(await m().findBy(Auditregel, { onderwerpId: oud.id })).toMatchObject([
      { code: 'gebruiker.geweigerd', gegevens: { waarom: 'rol-geeindigd', keer: 3 } },
    ]);
    expect((await lees('/', inlog)).status).toBe(200);
  });

  test('eindigt om middernacht, ook voor wie dan ingelogd is', async () => {
    const laat = await maakGebruiker(huis.academie.dataSource, { rol: 'trainer' });
    await m().update(GebruikerRol, { gebruikerId: laat.id }, { eindigtOp: '2026-11-10' });
    const { clock } = huis.academie;
    const nu = clock.now();
    clock.set(new Date('2026-11-10T22:59:00Z'));
    const inlog = await logIn(huis.academie, laat);
    expect((await lees('/trainer', inlog)).status).toBe(200);
    clock.set(new Date('2026-11-10T23:00:00Z'));
    expect((await lees('/trainer', inlog)).status).toBe(403);
    clock.set(nu);
  });

  test('en een die nog moet beginnen zegt wanneer', async () => {
    const nieuw = await maakGebruiker(huis.academie.dataSource, { rol: null });
    await geefRol(huis.academie.dataSource, nieuw, { rol: 'trainer', begintOp: '2026-12-01' });
    const { tekst } = await lees('/trainer', await logIn(huis.academie, nieuw));
    expect(tekst).toContain('Je rol trainer begint op 1 december 2026.');
  });
});

describe('de tabel van rechten', () => {
  test('is er voor wie hier werkt, met een zin per recht en een kolom per rol', async () => {
    const { status, tekst } = await lees('/beheer/rechten', await logIn(huis.academie, huis.vanSpo));
    expect(status).toBe(200);
    expect([...tekst.matchAll(/<th scope="col"/g)]).toHaveLength(10);
    expect(tekst).toMatch(/bestuur <span class="ula-bij">\(jij nu\)/);
    const regel = /<th scope="row"[^>]*>Sleutels voor andere systemen[\s\S]*?<\/tr>/.exec(tekst)![0];
    expect([...regel.matchAll(/ula-rechten__wie">([^<]+)/g)].map(([, rol]) => rol)).toEqual(['beheer']);
  });
});
