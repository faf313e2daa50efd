import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { weigeringen, type Weigerreden } from '../../src/inloggen/oidc/oidc.errors.js';
import { Bladeraar, type Blad } from '../support/bladeraar.js';
import { maakGebruiker } from '../support/makers.js';
import { geweigerd, kies, koppel, logInMet, maakAccount, startHuis, type Huis } from './opstelling.js';

let huis: Huis;
let sub: string;
let id: string;
beforeAll(async () => {
  huis = await startHuis();
  const trainer = await maakGebruiker(huis.academie.dataSource, { rol: 'trainer' });
  id = trainer.id;
  sub = maakAccount(huis);
  await koppel(huis, new Bladeraar(), sub, trainer.email);
});
afterAll(() => huis?.sluit());

const db = () => huis.academie.dataSource;
const op = (adres: string): string => huis.academie.url + adres;
const gezien = new Set<Weigerreden>();

/** Everything that a log-in can leave behind. */
const stand = async (): Promise<unknown> =>
  (
    await db().query<unknown[]>(
      `SELECT (SELECT count(*) FROM sessie) AS sessies, (SELECT count(*) FROM bericht) AS berichten,
              (SELECT jsonb_agg(to_jsonb(k) - 'laatst_gebruikt_op') FROM oidc_koppeling k) AS koppelingen,
              (SELECT count(*) FROM oidc_verzoek) AS verzoeken`,
    )
  )[0];

/** Does what goes wrong, and looks at all of it: the page, its status, what is kept, and that nothing else happened. */
async function weigert(
  reden: Weigerreden,
  doe: (b: Bladeraar) => Promise<Blad>,
  b = new Bladeraar(),
): Promise<Blad> {
  const keer = (await geweigerd(huis))[reden] ?? 0;
  const voor = await stand();
  const blad = await doe(b);
  const { status, titel, uitleg } = weigeringen[reden];
  expect(blad.status).toBe(status);
  expect(blad.html).toContain(`<h1 class="utrecht-heading-1">${titel}</h1>`);
  expect(blad.html).toContain(uitleg);
  expect((await geweigerd(huis))[reden]).toBe(keer + 1);
  expect(await stand()).toEqual(voor);
  expect((await b.ga(op('/trainer'))).naar).toContain('/inloggen');
  gezien.add(reden);
  return blad;
}

/** The address to which the provider sends back, with one part of it changed. */
function met(adres: string, anders: Record<string, string | null>): string {
  const url = new URL(adres);
  for (const [naam, waarde] of Object.entries(anders))
    if (waarde === null) url.searchParams.delete(naam);
    else url.searchParams.set(naam, waarde);
  return url.href;
}

describe('een antwoord van de aanbieder', () => {
  it('zonder cookie, of met een die verlopen of vervalst is: begin opnieuw', async () => {
    const b = new Bladeraar();
    const terug = await kies(huis, b, sub);
    await weigert('niet-begonnen', (vreemde) => vreemde.ga(terug));
    const koekjes = b.koekjesVan(op('/'));
    const [inhoud = '', bewijs = ''] = koekjes.get('oidc-poging')!.split('.');
    const gelezen = JSON.parse(Buffer.from(inhoud, 'base64url').toString()) as object;
    const vals = Buffer.from(JSON.stringify({ ...gelezen, terug: '/beheer' })).toString('base64url');
    for (const waarde of [`${vals}.${bewijs}`, inhoud, '', 'x.y']) {
      const vervalst = new Bladeraar();
      vervalst.zetKoekjes(op('/'), new Map([['oidc-poging', waarde]]));
      await weigert('niet-begonnen', (v) => v.ga(terug), vervalst);
    }
    huis.academie.clock.advance(11);
    await weigert('niet-begonnen', () => b.ga(terug), b);
  });

  it('dat bij een andere poging hoort (state), en dan geldt ook de eigen niet meer', async () => {
    const b = new Bladeraar();
    const terug = await kies(huis, b, sub);
    await weigert('andere-poging', () => b.ga(met(terug, { state: 'x'.repeat(43) })), b);
    await weigert('niet-begonnen', () => b.ga(terug), b);
    const zonder = await kies(huis, b, sub);
    await weigert('andere-poging', () => b.ga(met(zonder, { state: null })), b);
    // Two browsers that are led into each other's.
    const ander = new Bladeraar();
    const vanAnder = await kies(huis, ander, sub);
    await kies(huis, b, sub);
    await weigert('andere-poging', () => b.ga(vanAnder), b);
  });

  it('met een andere nonce, of een code van een andere vraag (PKCE)', async () => {
    const b = new Bladeraar();
    for (const [naam, reden] of [
      ['nonce', 'antwoord-klopt-niet'],
      ['code_challenge', 'code-gebruikt'],
    ] as const) {
      b.vergeet(huis.aanbieder.instellingen.OIDC_ISSUER!);
      const { naar } = await b.ga(op('/inloggen/oidc'));
      const keuze = await b.volg(met(naar!, { [naam]: 'y'.repeat(43) }));
      const { naar: terug } = await b.volg(`${keuze.adres}/${sub}`, (adres) => adres.includes('/terug'));
      await weigert(reden, () => b.ga(terug!), b);
    }
  });

  it('van een andere aanbieder (iss)', async () => {
    const b = new Bladeraar();
    const terug = await kies(huis, b, sub);
    expect(new URL(terug).searchParams.get('iss')).toBe(huis.aanbieder.instellingen.OIDC_ISSUER);
    await weigert('antwoord-klopt-niet', () => b.ga(met(terug, { iss: 'https://kwaad.example' })), b);
  });

  it('met een code die is gebruikt of verzonnen', async () => {
    const b = new Bladeraar();
    const terug = await kies(huis, b, sub);
    const dief = new Bladeraar();
    dief.zetKoekjes(op('/'), b.koekjesVan(op('/')));
    expect((await b.ga(terug)).status).toBe(303);
    await weigert('code-gebruikt', () => dief.ga(terug), dief);
    const tweede = await kies(huis, dief, sub);
    await weigert('code-gebruikt', () => dief.ga(met(tweede, { code: 'verzonnen' })), dief);
  });

  it('zonder code', async () => {
    const b = new Bladeraar();
    const terug = await kies(huis, b, sub);
    await weigert('antwoord-klopt-niet', () => b.ga(met(terug, { code: null })), b);
  });

  it('dat iemand het afbrak, of dat de aanbieder een fout gaf', async () => {
    const b = new Bladeraar();
    const terug = await kies(huis, b, '-');
    expect(new URL(terug).searchParams.get('error')).toBe('access_denied');
    await weigert('afgebroken', () => b.ga(terug), b);
    const fout = await kies(huis, b, '-');
    await weigert('fout-bij-aanbieder', () => b.ga(met(fout, { error: 'server_error' })), b);
  });
});

describe('wie er niet in mag', () => {
  it('een leerling', async () => {
    const leerling = maakAccount(huis, { claims: { eduPersonAffiliation: ['student'] } });
    await weigert('leerling', (b) => logInMet(huis, b, leerling));
  });

  it('wie is uitgeschakeld, en dat staat bij wie het is', async () => {
    const zet = (uit: boolean) =>
      db().query(`UPDATE gebruiker SET uitgeschakeld_op = CASE WHEN $2 THEN now() END WHERE id = $1`, [
        id,
        uit,
      ]);
    await zet(true);
    await weigert('uitgeschakeld', (b) => logInMet(huis, b, sub));
    await zet(false);
    const regels = await db().query<unknown[]>(
      `SELECT FROM auditregel WHERE code = 'gebruiker.geweigerd' AND onderwerp_id = $1`,
      [id],
    );
    expect(regels).toHaveLength(1);
  });

  it('wie onderweg kwijtraakt waar het om ging', async () => {
    for (const weg of ['/inloggen/oidc/koppelen', '/inloggen/oidc/uitnodiging'])
      await weigert('niet-begonnen', (b) => b.stuur(op(weg), { email: 'a@b.nl' }));
    await weigert('niet-begonnen', (b) => b.ga(op('/inloggen/oidc/koppelen')));
    await weigert('link-werkt-niet', (b) => b.ga(op('/inloggen/oidc/koppelen/verzonnen')));
    await weigert('link-werkt-niet', (b) => b.stuur(op('/inloggen/oidc/koppelen/verzonnen')));
    await weigert('uitnodiging-werkt-niet', (b) => logInMet(huis, b, maakAccount(huis), '?uitnodiging=x'));
  });
});

describe('de aanbieder', () => {
  afterEach(() => huis.aanbieder.zet('aan'));

  it('die uit is of zwijgt geeft een bladzijde, en daarna gaat het vanzelf weer', async () => {
    const b = new Bladeraar();
    for (const wat of ['uit', 'zwijgt'] as const) {
      const terug = await kies(huis, b, sub);
      await huis.aanbieder.zet(wat);
      await weigert('onbereikbaar', () => b.ga(terug), b);
      // What it can do was forgotten with that.
      await weigert('onbereikbaar', () => b.ga(op('/inloggen/oidc')), b);
      expect((await b.ga(op('/inloggen'))).status).toBe(200);
      await huis.aanbieder.zet('aan');
      expect((await logInMet(huis, new Bladeraar(), sub)).status).toBe(200);
    }
  });

  it('die ons niet kent, of die een ander is dan hij zegt', async () => {
    const { settings } = huis.academie;
    const goed = { ...huis.aanbieder.instellingen };
    const b = new Bladeraar();
    const vergeet = async (): Promise<void> => {
      const terug = await kies(huis, b, sub);
      await huis.aanbieder.zet('uit');
      await weigert('onbereikbaar', () => b.ga(terug), b);
      await huis.aanbieder.zet('aan');
    };
    await vergeet();
    try {
      settings.OIDC_CLIENT_SECRET = 'een-ander-geheim';
      const terug = await kies(huis, b, sub);
      await weigert('fout-bij-aanbieder', () => b.ga(terug), b);
      Object.assign(settings, goed, { OIDC_ISSUER: goed.OIDC_ISSUER!.replace('127.0.0.1', 'localhost') });
      await weigert('fout-bij-aanbieder', () => b.ga(op('/inloggen/oidc')), b);
    } finally {
      Object.assign(settings, goed);
    }
    expect((await logInMet(huis, b, sub)).status).toBe(200);
  });
});

it('elke weigering die alleen van de aanbieder komt, is hierboven gezien', () => {
  const elders: Weigerreden[] = ['andere-browser', 'account-van-ander', 'ander-account-bekend'];
  expect([...gezien, ...elders].sort()).toEqual(Object.keys(weigeringen).sort());
});
