import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { IsNull, Not } from 'typeorm';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { Gebruiker, Herstelcode } from '../../src/toegang/gebruiker.entity.js';
import { Sessie } from '../../src/toegang/sessie.entity.js';
import { SessiesService } from '../../src/toegang/sessies.service.js';
import { hashVan } from '../../src/platform/secrets.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import type { Inlog } from '../support/inloggen.js';
import { maakGebruiker } from '../support/makers.js';
import { codesOp, codeVan, geefApp, geefWachtwoord, geheimOp, inlogUit } from '../support/tweestap.js';
import { stuur, vraag } from '../support/vraag.js';

const PAD = '/inloggen/tweede-stap';

let academie: Academie;
let gebruiker: Gebruiker;
beforeAll(async () => {
  academie = await startAcademie({ TRUST_PROXY: 1 });
});
afterAll(() => academie?.sluit());
beforeEach(async () => {
  academie.clock.set(DINSDAG);
  academie.settings.RATE_LIMIT = false;
  gebruiker = await maakGebruiker(academie.dataSource, { rol: 'coordinator' });
});

const kijk = (pad: string, { cookie }: Pick<Inlog, 'cookie'>) =>
  vraag(academie, pad, { headers: { cookie } });

/** Sends the code, and gives the browser the key that comes back. */
async function geef(
  half: Inlog,
  code: string,
  meer: Record<string, string> = {},
  ip = '192.0.2.1',
  cookies = '',
) {
  const antwoord = await fetch(academie.url + PAD, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: `${half.cookie}; ${cookies}`, 'x-forwarded-for': ip },
    body: new URLSearchParams({ code, ...meer, _csrf: half.csrf }),
  });
  const gezet = antwoord.headers.getSetCookie();
  return {
    status: antwoord.status,
    naar: antwoord.headers.get('location'),
    tekst: await antwoord.text(),
    bekend: gezet.find((een) => een.startsWith('bekend-'))?.split(';')[0] ?? '',
    ...inlogUit(academie, gezet),
  };
}

const regels = async (code?: string): Promise<string[]> => {
  const alle = await academie.dataSource.manager.find(Auditregel, {
    where: { onderwerpId: gebruiker.id },
    order: { id: 'ASC' },
  });
  return alle.filter((regel) => !code || regel.code === code).map((regel) => regel.code);
};
const mails = async (): Promise<string[]> =>
  (
    await academie.dataSource.query<{ onderwerp: string }[]>(
      'SELECT onderwerp FROM bericht WHERE aan = $1 ORDER BY aangemaakt_op, id',
      [gebruiker.email],
    )
  ).map(({ onderwerp }) => onderwerp);

describe('wie met zijn rol een tweede stap moet hebben en er geen heeft', () => {
  test('stelt er een in voor er iets opengaat, ziet de herstelcodes een keer, en gaat verder onder een nieuwe sleutel', async () => {
    const half = await geefWachtwoord(academie, gebruiker, '/beheer/cohorten');
    expect(half.naar).toBe(`${PAD}?terug=%2Fbeheer%2Fcohorten`);
    expect((await kijk('/beheer', half)).header('location')).toBe('/inloggen?terug=%2Fbeheer');
    expect(await regels()).toEqual([]);

    const pagina = await kijk(half.naar, half);
    expect(pagina.header('cache-control')).toBe('no-store');
    expect(pagina.tekst).toMatch(/<img class="ula-qr" src="data:image\/svg\+xml;base64,/);
    const geheim = geheimOp(pagina);
    expect(pagina.tekst.replaceAll('&#x3D;', '=')).toContain(`secret=${geheim.replaceAll(' ', '')}`);
    expect(geheimOp(await kijk(half.naar, half))).toBe(geheim);

    const fout = await geef(half, '000000', { terug: '/beheer/cohorten' });
    expect([fout.status, fout.tekst]).toEqual([422, expect.stringContaining('Deze code klopt niet')]);
    expect(geheimOp(fout)).toBe(geheim);

    const klaar = await geef(half, ` ${codeVan(academie, geheim)} `, { terug: '/beheer/cohorten' });
    expect(klaar.status).toBe(200);
    expect(codesOp(klaar)).toHaveLength(10);
    expect(klaar.tekst).toContain('href="/beheer/cohorten"');
    expect(klaar.cookie).not.toBe(half.cookie);
    expect((await kijk('/beheer/cohorten', klaar)).status).toBe(200);
    expect((await kijk('/beheer/cohorten', half)).status).toBe(303);
    expect(await regels()).toEqual(['gebruiker.tweede-stap-ingesteld', 'gebruiker.ingelogd']);
    expect(await mails()).toEqual(['Je logt nu in met een app']);
  });

  test('kan het geheim en de codes nergens meer terugzien, ook niet in de database', async () => {
    const half = await geefWachtwoord(academie, gebruiker);
    const geheim = geheimOp(await kijk(PAD, half)).replaceAll(' ', '');
    const { dataSource: ds } = academie;
    expect(JSON.stringify(await ds.manager.find(Sessie))).not.toContain(geheim);
    const klaar = await geef(half, codeVan(academie, geheim));
    const [code] = codesOp(klaar);
    const alles = JSON.stringify([await ds.manager.find(Gebruiker), await ds.manager.find(Herstelcode)]);
    expect(alles).not.toContain(geheim);
    expect(alles).not.toContain(code);
    expect(alles).not.toContain(code!.replaceAll('-', ''));
    expect((await ds.manager.findOneByOrFail(Sessie, { gebruikerId: gebruiker.id })).totpVoorstel).toBeNull();
  });

  test('die er in een ander venster al een instelde, vraagt het oude venster om een code', async () => {
    const [een, twee] = [
      await geefWachtwoord(academie, gebruiker),
      await geefWachtwoord(academie, gebruiker),
    ];
    const [geheim, ander] = [geheimOp(await kijk(PAD, een)), geheimOp(await kijk(PAD, twee))];
    expect(geheim).not.toBe(ander);
    await geef(een, codeVan(academie, geheim));
    expect((await geef(twee, codeVan(academie, ander))).status).toBe(422);
    expect(geheimOp(await kijk(PAD, twee))).toBe('');
    expect((await geef(twee, codeVan(academie, geheim, 1))).status).toBe(303);
  });

  test.each(['trainer', 'schoolleider', 'programmamanager'] as const)(
    'een %s hoeft het niet',
    async (rol) => {
      gebruiker = await maakGebruiker(academie.dataSource, { rol });
      expect((await geefWachtwoord(academie, gebruiker)).naar).not.toContain(PAD);
    },
  );

  test.each(['coordinator', 'beheer', 'privacy'] as const)('een %s wel, en in de demo niet', async (rol) => {
    gebruiker = await maakGebruiker(academie.dataSource, { rol });
    expect((await geefWachtwoord(academie, gebruiker)).naar).toBe(PAD);
    academie.settings.DEMO_DATA = true;
    try {
      expect((await geefWachtwoord(academie, gebruiker)).naar).not.toContain(PAD);
    } finally {
      academie.settings.DEMO_DATA = false;
    }
  });
});

describe('wie een app heeft', () => {
  let geheim: string;
  let codes: string[];
  beforeEach(async () => {
    ({ geheim, codes } = await geefApp(academie, gebruiker));
  });

  test('komt binnen met de code van nu, en gaat waarheen hij ging', async () => {
    const half = await geefWachtwoord(academie, gebruiker, '/beheer/berichten');
    const { naar, cookie } = await geef(half, codeVan(academie, geheim), { terug: '/beheer/berichten' });
    expect(naar).toBe('/beheer/berichten');
    expect((await kijk('/beheer/berichten', { cookie })).status).toBe(200);
    expect((await geef(await geefWachtwoord(academie, gebruiker), codeVan(academie, geheim, 1))).naar).toBe(
      '/beheer',
    );
  });

  test('gaat alleen naar een pad van onszelf', async () => {
    const half = await geefWachtwoord(academie, gebruiker);
    expect((await geef(half, codeVan(academie, geheim), { terug: '//kwaad.example' })).naar).toBe('/beheer');
  });

  test('mag een klok hebben die een halve minuut scheef staat, en niet meer', async () => {
    const half = await geefWachtwoord(academie, gebruiker);
    academie.clock.advance(5);
    for (const scheef of [-2, 2])
      expect((await geef(half, codeVan(academie, geheim, scheef))).status).toBe(422);
    expect((await geef(half, codeVan(academie, geheim, -1))).status).toBe(303);
    const weer = await geefWachtwoord(academie, gebruiker);
    expect((await geef(weer, codeVan(academie, geheim, 1))).status).toBe(303);
  });

  test('gebruikt een code maar een keer, ook niet een oudere na een nieuwere', async () => {
    academie.clock.advance(5);
    await geef(await geefWachtwoord(academie, gebruiker), codeVan(academie, geheim, 1));
    const half = await geefWachtwoord(academie, gebruiker);
    for (const stap of [1, 0, -1]) {
      const { status, tekst } = await geef(half, codeVan(academie, geheim, stap));
      expect([status, tekst]).toEqual([422, expect.stringContaining('Deze code is al gebruikt')]);
    }
  });

  test('komt met een herstelcode binnen, elke een keer, hoe die ook getypt is, en hoort het per mail', async () => {
    const [eerste = '', tweede = ''] = codes;
    const half = await geefWachtwoord(academie, gebruiker);
    expect((await geef(half, ` ${eerste.toUpperCase().replaceAll('-', ' ')} `)).status).toBe(303);
    const weer = await geefWachtwoord(academie, gebruiker);
    expect((await geef(weer, eerste)).tekst).toContain('Deze code klopt niet, of is al gebruikt');
    expect((await geef(weer, tweede.replaceAll('-', ''))).status).toBe(303);
    expect(await mails()).toEqual(Array(1).fill('Er is ingelogd met een herstelcode'));
    expect(await regels('gebruiker.herstelcode-gebruikt')).toHaveLength(2);
  });

  test('ziet wat er mis is, en elke misser staat een keer per dag in het spoor, met het aantal', async () => {
    const half = await geefWachtwoord(academie, gebruiker);
    for (const code of ['000000', '12 34', '', '000000']) {
      const { status, tekst } = await geef(half, code);
      expect(status).toBe(422);
      expect(tekst).toContain('aria-invalid="true"');
    }
    const missers = await academie.dataSource.manager.findBy(Auditregel, {
      onderwerpId: gebruiker.id,
      code: 'gebruiker.tweede-stap-mislukt',
    });
    expect(
      missers.map(({ wieSoort, gegevens: { waarom, keer } }) => [wieSoort, waarom, keer]).sort(),
    ).toEqual([
      ['anoniem', 'code-onjuist', 2],
      ['anoniem', 'herstelcode-onjuist', 2],
    ]);
    expect(await regels('gebruiker.ingelogd')).toEqual([]);
  });

  test('leest wat te doen als de telefoon kwijt is', async () => {
    const { tekst } = await kijk(PAD, await geefWachtwoord(academie, gebruiker));
    expect(tekst).toContain('een van je herstelcodes');
    expect(tekst).toContain('npm run gebruiker -- herstel ADRES');
  });

  test('hoort het als zijn geheim niet meer te lezen is, en komt met een herstelcode nog binnen', async () => {
    await academie.dataSource.query('UPDATE gebruiker SET totp_geheim = $2 WHERE id = $1', [
      gebruiker.id,
      'x.y.z',
    ]);
    const half = await geefWachtwoord(academie, gebruiker);
    expect((await geef(half, '123456')).tekst).toContain('niet meer controleren');
    expect((await geef(half, codes[0]!)).status).toBe(303);
  });

  /** Browsers in which the password was given, without the form. */
  const halve = (aantal: number): Promise<Inlog[]> =>
    Promise.all(
      Array.from({ length: aantal }, async () => {
        const van = { gebruikerId: gebruiker.id, stap: 'factor' as const };
        const { sleutel } = await academie.app
          .get(SessiesService)
          .begin(academie.dataSource.manager, van, undefined);
        return inlogUit(academie, [`sessie=${sleutel}`]);
      }),
    );

  test('veel keer tegelijk met een code is een keer binnen', async () => {
    for (const code of [codeVan(academie, geheim), codes[0]!]) {
      const antwoorden = await Promise.all((await halve(8)).map((half) => geef(half, code)));
      expect(antwoorden.map(({ status }) => status).sort()).toEqual([303, ...Array<number>(7).fill(422)]);
    }
    const heel = await academie.dataSource.manager.findBy(Sessie, {
      gebruikerId: gebruiker.id,
      stap: IsNull(),
    });
    expect(heel).toHaveLength(2);
  });

  test('twee keer tegelijk in een browser: een keer verder, en geen tweede code verbruikt', async () => {
    const [half] = await halve(1);
    const twee = await Promise.all([0, 1].map((n) => geef(half!, codes[n]!)));
    expect(twee.map(({ naar }) => naar).sort()).toEqual(['/beheer', '/inloggen']);
    expect(
      await academie.dataSource.manager.countBy(Herstelcode, {
        gebruiktOp: Not(IsNull()),
        gebruikerId: gebruiker.id,
      }),
    ).toBe(1);
  });

  test('wie is uitgeschakeld komt ook halverwege niet verder', async () => {
    const half = await geefWachtwoord(academie, gebruiker);
    await academie.dataSource.query('UPDATE gebruiker SET uitgeschakeld_op = now() WHERE id = $1', [
      gebruiker.id,
    ]);
    expect((await geef(half, codeVan(academie, geheim))).naar).toBe('/inloggen');
  });
});

describe('de halve sessie', () => {
  test('is er niet zonder wachtwoord', async () => {
    for (const cookie of ['', 'sessie=onzin']) {
      expect((await kijk(`${PAD}?terug=/beheer`, { cookie })).header('location')).toBe(
        '/inloggen?terug=%2Fbeheer',
      );
      const { status, naar } = await geef({ cookie, csrf: '' }, '123456');
      expect([status, naar]).toEqual([303, '/inloggen']);
    }
  });

  test('vraagt om het token van zichzelf', async () => {
    const half = await geefWachtwoord(academie, gebruiker);
    expect((await geef({ ...half, csrf: 'ander' }, '123456')).status).toBe(403);
  });

  test('duurt een half uur; de hele tien uur vanaf de tweede stap', async () => {
    const { geheim } = await geefApp(academie, gebruiker);
    const half = await geefWachtwoord(academie, gebruiker);
    academie.clock.advance(31);
    expect((await geef(half, codeVan(academie, geheim))).naar).toBe('/inloggen');
    const weer = await geefWachtwoord(academie, gebruiker);
    academie.clock.advance(29);
    const { cookie } = await geef(weer, codeVan(academie, geheim));
    const sessie = await academie.dataSource.manager.findOneByOrFail(Sessie, {
      sleutelHash: hashVan(cookie.slice('sessie='.length)),
    });
    expect(sessie.vervaltOp.getTime() - academie.clock.now().getTime()).toBe(10 * 3600_000);
  });

  test('wie al helemaal is ingelogd gaat gewoon verder', async () => {
    const { geheim } = await geefApp(academie, gebruiker);
    const heel = await geef(await geefWachtwoord(academie, gebruiker), codeVan(academie, geheim));
    expect((await kijk(`${PAD}?terug=/beheer/cohorten`, heel)).header('location')).toBe('/beheer/cohorten');
    expect((await geef(heel, '123456')).naar).toBe('/inloggen');
  });

  test('wie niet verder wil, stopt', async () => {
    const half = await geefWachtwoord(academie, gebruiker);
    expect((await stuur(academie, '/uitloggen', half)).status).toBe(303);
    expect((await kijk(PAD, half)).header('location')).toBe('/inloggen');
  });
});

describe('wie codes raadt', () => {
  const raad = async (half: Inlog, keer: number, ip: string, cookies = ''): Promise<number[]> => {
    const statussen: number[] = [];
    for (let i = 0; i < keer; i += 1) statussen.push((await geef(half, '000000', {}, ip, cookies)).status);
    return statussen;
  };
  const zetTeller = (limiet: string, keer: number) =>
    academie.dataSource.query('UPDATE limiet SET points = $1 WHERE key LIKE $2', [keer, `${limiet}:%`]);

  test('stopt na tien keer, en een ander met het wachtwoord houdt de eigenaar niet buiten', async () => {
    const { geheim, codes } = await geefApp(academie, gebruiker);
    const bekend = await geef(await geefWachtwoord(academie, gebruiker), codeVan(academie, geheim));
    academie.settings.RATE_LIMIT = true;
    const half = await geefWachtwoord(academie, gebruiker);
    expect((await raad(half, 11, '203.0.113.9')).slice(9)).toEqual([422, 429]);

    await zetTeller('tweestap-account', 30);
    const elders = await geef(half, codeVan(academie, geheim, 1), {}, '203.0.113.10');
    expect([elders.status, elders.tekst]).toEqual([422, expect.stringContaining('te veel codes geprobeerd')]);
    expect((await geef(half, codes[0]!, {}, '203.0.113.10')).status).toBe(303);

    const eigen = await geefWachtwoord(academie, gebruiker);
    expect(bekend.bekend).not.toBe('');
    const binnen = await geef(eigen, codeVan(academie, geheim, 1), {}, '203.0.113.10', bekend.bekend);
    expect(binnen.status).toBe(303);
  });

  test('ook in een bekende browser tien keer; een goede code telt niet mee', async () => {
    const { geheim } = await geefApp(academie, gebruiker);
    const { bekend } = await geef(await geefWachtwoord(academie, gebruiker), codeVan(academie, geheim));
    academie.settings.RATE_LIMIT = true;
    const half = await geefWachtwoord(academie, gebruiker);
    await raad(half, 9, '192.0.2.1', bekend);
    expect((await geef(half, codeVan(academie, geheim, 1), {}, '192.0.2.1', bekend)).status).toBe(303);
    const weer = await geefWachtwoord(academie, gebruiker);
    expect(await raad(weer, 2, '192.0.2.1', bekend)).toEqual([422, 429]);
  });
});
