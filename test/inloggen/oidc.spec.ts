import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashVan } from '../../src/platform/secrets.js';
import { Bladeraar } from '../support/bladeraar.js';
import { maakBestuur, maakCohort, maakGebruiker, maakPersoon, maakSchool } from '../support/makers.js';
import {
  geweigerd,
  kies,
  koppel,
  koppelingen,
  koppellink,
  logInMet,
  maakAccount,
  pad,
  startHuis,
  type Huis,
} from './opstelling.js';
import { Uitnodiging } from '../../src/toegang/gebruiker.entity.js';

let huis: Huis;
beforeAll(async () => {
  huis = await startHuis();
});
afterAll(() => huis?.sluit());

const db = () => huis.academie.dataSource;
const op = (adres: string): string => huis.academie.url + adres;
const codes = async (onderwerp: string): Promise<string[]> =>
  (
    await db().query<{ code: string }[]>(
      'SELECT code FROM auditregel WHERE onderwerp_id = $1 ORDER BY op, id',
      [onderwerp],
    )
  ).map(({ code }) => code);

describe('de knop', () => {
  it('noemt de aanbieder, en neemt mee waar iemand naartoe wilde', async () => {
    const pagina = async () => (await new Bladeraar().ga(op('/inloggen?terug=/trainer'))).html;
    const { host } = new URL(huis.aanbieder.instellingen.OIDC_ISSUER!);
    expect(await pagina()).toContain(`href="/inloggen/oidc?terug&#x3D;%2Ftrainer">Log in met ${host}</a>`);
    huis.academie.settings.OIDC_NAAM = 'Entree';
    expect(await pagina()).toContain('>Log in met Entree</a>');
  });

  it('is er niet zonder instellingen, en wat erachter ligt ook niet', async () => {
    const { OIDC_ISSUER } = huis.academie.settings;
    delete huis.academie.settings.OIDC_ISSUER;
    try {
      const b = new Bladeraar();
      expect((await b.ga(op('/inloggen'))).html).not.toContain('/inloggen/oidc');
      for (const weg of ['', '/terug', '/koppelen', '/koppelen/x'])
        expect((await b.ga(op(`/inloggen/oidc${weg}`))).status).toBe(404);
      for (const weg of ['/koppelen', '/koppelen/x', '/uitnodiging'])
        expect((await b.stuur(op(`/inloggen/oidc${weg}`))).status).toBe(404);
    } finally {
      huis.academie.settings.OIDC_ISSUER = OIDC_ISSUER!;
    }
  });

  it('begint met PKCE, state en nonce, die de browser bewaart en een script niet leest', async () => {
    const antwoord = await fetch(op('/inloggen/oidc?terug=/trainer'), { redirect: 'manual' });
    const vraag = new URL(antwoord.headers.get('location')!).searchParams;
    expect(Object.fromEntries(vraag)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      scope: 'openid profile email',
      redirect_uri: op('/inloggen/oidc/terug'),
    });
    const [koekje] = antwoord.headers.getSetCookie().filter((c) => c.startsWith('oidc-poging='));
    expect(koekje).toMatch(/Max-Age=600; Path=\/inloggen\/oidc; HttpOnly; SameSite=Lax/);
  });
});

describe('een account dat we nog niet kennen', () => {
  it('hoort na een bevestigd adres bij wie het koppelt, en logt daarna meteen in', async () => {
    const trainer = await maakGebruiker(db(), { rol: 'trainer' });
    const sub = maakAccount(huis, { claims: { email: trainer.email } });
    const b = new Bladeraar();
    const vraag = await logInMet(huis, b, sub, '?terug=/trainer?x=1');
    expect([vraag.status, pad(vraag)]).toEqual([200, '/inloggen/oidc/koppelen']);
    expect(vraag.html).toContain(`value="${trainer.email}"`);
    // The claim alone opens nothing, and makes nothing leave.
    expect(await koppellink(huis, trainer.email)).toBe('');
    expect((await b.ga(op('/trainer'))).status).toBe(303);

    const verstuurd = await b.stuur(vraag.adres, { email: trainer.email.toUpperCase() });
    expect([verstuurd.status, verstuurd.html.includes('Kijk in je mail')]).toEqual([200, true]);
    const link = await koppellink(huis, trainer.email);
    for (const _keer of [1, 2]) {
      const open = await b.ga(link);
      expect([open.status, open.html.includes(trainer.email)]).toEqual([200, true]);
    }
    expect(await koppelingen(huis, sub)).toEqual([]);

    expect((await b.stuur(link)).naar).toBe(op('/trainer?x=1'));
    expect((await b.ga(op('/trainer'))).status).toBe(200);
    expect(await koppelingen(huis, sub)).toMatchObject([{ gebruiker_id: trainer.id, persoon_id: null }]);
    expect(await codes(trainer.id)).toEqual(['gebruiker.gekoppeld', 'gebruiker.ingelogd']);
    expect(await db().query('SELECT FROM oidc_verzoek WHERE sub = $1', [sub])).toEqual([]);

    const ander = new Bladeraar();
    const weer = await logInMet(huis, ander, sub);
    expect([weer.status, pad(weer)]).toEqual([200, '/trainer']);
    expect((await codes(trainer.id)).at(-1)).toBe('gebruiker.ingelogd');
  });

  it('vraagt om een adres als de aanbieder er geen geeft, en wil er een dat klopt', async () => {
    const sub = maakAccount(huis);
    const b = new Bladeraar();
    const vraag = await logInMet(huis, b, sub);
    expect(vraag.html).toMatch(/name="email" type="email" value=""/);
    const fout = await b.stuur(vraag.adres, { email: 'geen adres' });
    expect(fout.status).toBe(422);
    expect(fout.html).toContain('value="geen adres"');
    expect(fout.html).toContain('Vul je e-mailadres in');
  });

  it('kan ook van een deelnemer zijn, wiens adres daarmee is bevestigd', async () => {
    const persoon = await maakPersoon(db(), { emailBevestigdOp: null });
    const sub = maakAccount(huis);
    const b = new Bladeraar();
    const eind = await koppel(huis, b, sub, persoon.email);
    expect([eind.status, pad(eind)]).toEqual([200, '/mijn']);
    expect(await koppelingen(huis, sub)).toMatchObject([{ gebruiker_id: null, persoon_id: persoon.id }]);
    expect(await codes(persoon.id)).toEqual(['persoon.gekoppeld', 'persoon.ingelogd']);
    const [na] = await db().query<{ email_bevestigd_op: Date | null }[]>(
      'SELECT email_bevestigd_op FROM persoon WHERE id = $1',
      [persoon.id],
    );
    expect(na?.email_bevestigd_op).not.toBeNull();
    const [mail] = await db().query<{ tekst: string }[]>(
      `SELECT tekst FROM bericht WHERE soort = 'inloggen/koppelen' AND aan = $1`,
      [persoon.email],
    );
    expect(mail?.tekst).toContain('Hallo,');
    expect(pad(await logInMet(huis, new Bladeraar(), sub))).toBe('/mijn');
  });

  it('verraadt niet of een adres bekend is', async () => {
    const { email } = await maakPersoon(db());
    const b = new Bladeraar();
    const { adres } = await logInMet(huis, b, maakAccount(huis));
    const zonder = (html: string, weg: string): string =>
      html.replaceAll(weg, '').replace(/content="[\w-]{43}"/g, '');
    const bekend = await b.stuur(adres, { email });
    const onbekend = await b.stuur(adres, { email: 'niemand@elders.example' });
    expect(zonder(onbekend.html, 'niemand@elders.example')).toBe(zonder(bekend.html, email));
    expect(await koppellink(huis, 'niemand@elders.example')).toBe('');
    // The answer waits for nothing that differs.
    const runner = db().createQueryRunner();
    await runner.startTransaction();
    await runner.query('LOCK TABLE persoon, gebruiker, bericht IN ACCESS EXCLUSIVE MODE');
    const antwoorden = [await b.stuur(adres, { email }), await b.stuur(adres, { email: 'x@elders.example' })];
    await runner.rollbackTransaction();
    await runner.release();
    expect(antwoorden.map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe('het adres zegt nooit wie iemand is', () => {
  it('een ander account met hetzelfde adres komt er niet in, en neemt niets over', async () => {
    const trainer = await maakGebruiker(db(), { rol: 'trainer' });
    const eerste = maakAccount(huis);
    await koppel(huis, new Bladeraar(), eerste, trainer.email);
    const ander = maakAccount(huis, { claims: { email: trainer.email } });
    const b = new Bladeraar();
    const { adres } = await logInMet(huis, b, ander);
    expect(new URL(adres).pathname).toBe('/inloggen/oidc/koppelen');
    huis.academie.clock.advance(1);
    await b.stuur(adres, { email: trainer.email });
    const geweigerdBlad = await b.stuur(await koppellink(huis, trainer.email));
    expect(geweigerdBlad.status).toBe(409);
    expect(geweigerdBlad.html).toContain('Er hoort al een ander account bij dit adres');
    expect(await koppelingen(huis, ander)).toEqual([]);
    expect((await b.ga(op('/trainer'))).status).toBe(303);
    expect((await geweigerd(huis))['ander-account-bekend']).toBe(1);
  });
});

describe('de link in de mail', () => {
  async function gevraagd() {
    huis.academie.clock.advance(1);
    const trainer = await maakGebruiker(db(), { rol: 'trainer' });
    const sub = maakAccount(huis);
    const b = new Bladeraar();
    const { adres } = await logInMet(huis, b, sub);
    await b.stuur(adres, { email: trainer.email });
    return { b, sub, adres, trainer, link: await koppellink(huis, trainer.email) };
  }

  it('werkt alleen in de browser waarin is ingelogd: zo koppelt niemand zijn account aan een ander', async () => {
    const { b, link, sub, trainer } = await gevraagd();
    const slachtoffer = new Bladeraar();
    const bladen = [await slachtoffer.ga(link), await slachtoffer.stuur(link)];
    expect(bladen.map(({ status }) => status)).toEqual([403, 403]);
    expect(bladen[0]!.html).toContain('Open deze link in de browser waarin je begon');
    expect(await koppelingen(huis, sub)).toEqual([]);
    // Not even in a browser that is busy with an account of its own.
    const { adres } = await logInMet(huis, slachtoffer, maakAccount(huis));
    expect(adres).toContain('/koppelen');
    expect((await slachtoffer.stuur(link)).status).toBe(403);
    expect(await koppelingen(huis, sub)).toEqual([]);
    expect((await b.stuur(link)).status).toBe(303);
    expect(await koppelingen(huis, sub)).toMatchObject([{ gebruiker_id: trainer.id }]);
  });

  it('werkt één keer', async () => {
    const { b, link } = await gevraagd();
    const koekjes = b.koekjesVan(link);
    const tweede = new Bladeraar();
    tweede.zetKoekjes(link, koekjes);
    const samen = await Promise.all([b.stuur(link), tweede.stuur(link)]);
    expect(samen.map(({ status }) => status).sort()).toEqual([303, 410]);
    b.zetKoekjes(link, koekjes);
    expect([(await b.ga(link)).status, (await b.stuur(link)).status]).toEqual([410, 410]);
  });

  it('werkt een uur', async () => {
    const { b, link, sub } = await gevraagd();
    huis.academie.clock.advance(61);
    expect([(await b.ga(link)).status, (await b.stuur(link)).status]).toEqual([410, 410]);
    expect(await koppelingen(huis, sub)).toEqual([]);
  });

  it('werkt niet meer als er een nieuwe is', async () => {
    const { b, adres, link, trainer } = await gevraagd();
    huis.academie.clock.advance(1);
    await b.stuur(adres, { email: trainer.email });
    const nieuw = await koppellink(huis, trainer.email);
    expect(nieuw).not.toBe(link);
    expect((await b.stuur(link)).status).toBe(410);
    expect((await b.stuur(nieuw)).status).toBe(303);
  });

  it('van voor productie werkt daar niet, en een koppeling ook niet', async () => {
    const { b, link, sub } = await gevraagd();
    huis.academie.settings.production = true;
    try {
      expect((await b.ga(link)).status).toBe(410);
      expect((await b.stuur(link)).status).toBe(410);
    } finally {
      huis.academie.settings.production = false;
    }
    expect((await b.stuur(link)).status).toBe(303);
    const inProductie = new Bladeraar();
    const naar = await kies(huis, inProductie, sub);
    huis.academie.settings.production = true;
    try {
      expect((await inProductie.ga(naar)).naar).toBe(op('/inloggen/oidc/koppelen'));
    } finally {
      huis.academie.settings.production = false;
    }
  });
});

describe('na een uitnodiging', () => {
  async function nodigUit(met: Partial<Uitnodiging> = {}) {
    const gebruiker = await maakGebruiker(db(), { rol: 'trainer', wachtwoordHash: null });
    const token = `uitnodiging-${gebruiker.id}`;
    const nu = huis.academie.clock.now();
    await db().manager.insert(Uitnodiging, {
      sleutelHash: hashVan(token),
      gebruikerId: gebruiker.id,
      soort: 'uitnodiging',
      aangemaaktOp: nu,
      vervaltOp: new Date(nu.getTime() + 7 * 24 * 3_600_000),
      ...met,
    });
    return { gebruiker, vraag: `?uitnodiging=${token}`, hash: hashVan(token) };
  }
  const gebruikt = async (hash: string): Promise<boolean> =>
    (await db().manager.findOneByOrFail(Uitnodiging, { sleutelHash: hash })).gebruiktOp !== null;

  it('wordt het account gekoppeld, zonder mail, en is de uitnodiging gebruikt', async () => {
    const { gebruiker, vraag, hash } = await nodigUit();
    const sub = maakAccount(huis);
    const b = new Bladeraar();
    const blad = await logInMet(huis, b, sub, vraag);
    expect([blad.status, pad(blad)]).toEqual([200, '/inloggen/oidc/koppelen']);
    expect(blad.html).toContain(gebruiker.email);
    // Coming there changes nothing: who was led there by somebody else reads whose account it is.
    expect([await koppelingen(huis, sub), await gebruikt(hash)]).toEqual([[], false]);
    const na = await b.stuur(op('/inloggen/oidc/uitnodiging'));
    expect([na.status, na.naar]).toEqual([303, op('/trainer')]);
    expect(await koppelingen(huis, sub)).toMatchObject([{ gebruiker_id: gebruiker.id }]);
    expect(await gebruikt(hash)).toBe(true);
    expect(await codes(gebruiker.id)).toEqual(['gebruiker.gekoppeld', 'gebruiker.ingelogd']);
    expect(pad(await logInMet(huis, new Bladeraar(), sub))).toBe('/trainer');
  });

  it('werkt een uitnodiging die op, oud of vervangen is niet, en die voor een wachtwoord ook niet', async () => {
    const nu = huis.academie.clock.now();
    const gevallen: Partial<Uitnodiging>[] = [
      { gebruiktOp: nu },
      { vervaltOp: nu },
      { vervangenOp: nu },
      { soort: 'herstel' },
    ];
    for (const met of gevallen) {
      const { vraag, gebruiker } = await nodigUit(met);
      const sub = maakAccount(huis);
      const blad = await logInMet(huis, new Bladeraar(), sub, vraag);
      expect([blad.status, blad.html.includes('Deze uitnodiging werkt niet meer')]).toEqual([410, true]);
      expect(await koppelingen(huis, sub)).toEqual([]);
      expect(await codes(gebruiker.id)).toEqual([]);
    }
    expect((await logInMet(huis, new Bladeraar(), maakAccount(huis), '?uitnodiging=verzonnen')).status).toBe(
      410,
    );
  });

  it('die tussendoor is gebruikt, koppelt niets', async () => {
    const { vraag, hash } = await nodigUit();
    const sub = maakAccount(huis);
    const b = new Bladeraar();
    await logInMet(huis, b, sub, vraag);
    await db().manager.update(Uitnodiging, { sleutelHash: hash }, { gebruiktOp: huis.academie.clock.now() });
    expect((await b.stuur(op('/inloggen/oidc/uitnodiging'))).status).toBe(410);
    expect(await koppelingen(huis, sub)).toEqual([]);
  });

  it('kan een account van een ander er niet bij', async () => {
    const sub = maakAccount(huis);
    const eigenaar = await maakGebruiker(db(), { rol: 'trainer' });
    await koppel(huis, new Bladeraar(), sub, eigenaar.email);
    const { vraag, hash } = await nodigUit();
    const blad = await logInMet(huis, new Bladeraar(), sub, vraag);
    expect([blad.status, blad.html.includes('Dit account is van iemand anders')]).toEqual([409, true]);
    expect(await gebruikt(hash)).toBe(false);
    expect(await koppelingen(huis, sub)).toMatchObject([{ gebruiker_id: eigenaar.id }]);
  });

  it('gaat het account van een deelnemer mee naar wie onder hetzelfde adres gaat werken, van een ander niet', async () => {
    const uitgenodigd = await nodigUit();
    const persoon = await maakPersoon(db(), { email: uitgenodigd.gebruiker.email });
    const sub = maakAccount(huis);
    await db().query(
      `INSERT INTO oidc_koppeling (uitgever, sub, persoon_id, gekoppeld_op, laatst_gebruikt_op)
       VALUES ($1, $2, $3, now(), now())`,
      [huis.aanbieder.instellingen.OIDC_ISSUER, sub, persoon.id],
    );
    const vreemd = await nodigUit();
    const b = new Bladeraar();
    await logInMet(huis, b, sub, vreemd.vraag);
    expect((await b.stuur(op('/inloggen/oidc/uitnodiging'))).status).toBe(409);
    expect([await gebruikt(vreemd.hash), (await koppelingen(huis, sub))[0]?.persoon_id]).toEqual([
      false,
      persoon.id,
    ]);
    await logInMet(huis, b, sub, uitgenodigd.vraag);
    expect((await b.stuur(op('/inloggen/oidc/uitnodiging'))).status).toBe(303);
    expect(await koppelingen(huis, sub)).toMatchObject([
      { gebruiker_id: uitgenodigd.gebruiker.id, persoon_id: null },
    ]);
  });
});

describe('de tweede stap', () => {
  async function metAccount(rol: 'coordinator' | 'trainer', amr: string[], totp = false) {
    const geheim = totp ? { totpGeheim: 'x', totpSinds: huis.academie.clock.now(), totpStap: '1' } : {};
    const gebruiker = await maakGebruiker(db(), { rol, ...geheim });
    const sub = maakAccount(huis, { amr });
    const b = new Bladeraar();
    const eind = await koppel(huis, b, sub, gebruiker.email);
    return { eind: pad(eind), codes: await codes(gebruiker.id), binnen: (await b.ga(op('/mijn'))).status };
  }
  const LOGIN = ['gebruiker.gekoppeld', 'gebruiker.ingelogd'];

  it('moet wie er een heeft ook hier zetten, en wie er een moet hebben instellen', async () => {
    for (const [rol, totp] of [
      ['coordinator', false],
      ['coordinator', true],
      ['trainer', true],
    ] as const) {
      const { eind, codes: regels } = await metAccount(rol, ['pwd'], totp);
      expect([rol, eind, regels]).toEqual([rol, '/inloggen/tweede-stap', ['gebruiker.gekoppeld']]);
    }
  });

  it('is gezet als de aanbieder zegt dat die erom vroeg', async () => {
    expect(await metAccount('coordinator', ['pwd', 'mfa'])).toMatchObject({ eind: '/beheer', codes: LOGIN });
    expect(await metAccount('trainer', ['mfa'], true)).toMatchObject({ eind: '/trainer', codes: LOGIN });
  });
});

describe('Entree Federatie', () => {
  it('zegt waar iemand werkt, en dat vult de school in bij aanmelden', async () => {
    const school = await maakSchool(db(), { vestigingscode: '11QQ00' });
    const persoon = await maakPersoon(db());
    const met = (nlEduPersonHomeOrganizationId: string) => ({
      eduPersonAffiliation: ['employee'],
      nlEduPersonHomeOrganizationId,
    });
    const sub = maakAccount(huis, { claims: met('11qq00') });
    const b = new Bladeraar();
    await koppel(huis, b, sub, persoon.email);
    expect(await koppelingen(huis, sub)).toMatchObject([{ brin: '11QQ00' }]);
    const formulier = `/cohorten/${(await maakCohort(db())).id}/aanmelden`;
    const gekozen = async (wie: Bladeraar) =>
      /name="vestigingscode" value="([^"]+)" checked/.exec((await wie.ga(op(formulier))).html)?.[1] ?? null;
    expect(await gekozen(b)).toBe(school.vestigingscode);
    // An instelling with one vestiging is that one; with more nobody can tell.
    huis.aanbieder.maak({ sub, claims: met('11QQ') });
    await logInMet(huis, b, sub);
    expect([await koppelingen(huis, sub), await gekozen(b)]).toMatchObject([[{ brin: '11QQ' }], '11QQ00']);
    await maakSchool(db(), { vestigingscode: '11QQ01', bestuurId: (await maakBestuur(db())).id });
    expect(await gekozen(b)).toBeNull();
    expect(await gekozen(new Bladeraar())).toBeNull();
  });

  it('laat geen leerlingen of studenten toe, ook niet met een account dat eerder was gekoppeld', async () => {
    const persoon = await maakPersoon(db());
    const sub = maakAccount(huis);
    await koppel(huis, new Bladeraar(), sub, persoon.email);
    for (const eduPersonAffiliation of ['student', ['employee', 'student'], 'employee,Student']) {
      huis.aanbieder.maak({ sub, claims: { eduPersonAffiliation } });
      const b = new Bladeraar();
      const blad = await logInMet(huis, b, sub);
      expect([blad.status, blad.html.includes('account van een leerling of student')]).toEqual([403, true]);
      expect((await b.ga(op('/mijn'))).status).toBe(303);
    }
    expect((await geweigerd(huis))['leerling']).toBe(3);
  });
});
