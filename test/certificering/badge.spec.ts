import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import formats from 'ajv-formats';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { createVerifier } from 'fast-jwt';
import { In, IsNull } from 'typeorm';
import { createHash, createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { versleutel } from '../../src/certificering/badge/badges.rules.js';
import { BadgesService } from '../../src/certificering/badge/badges.service.js';
import { Badge, Badgesleutel } from '../../src/certificering/badge/badge.entity.js';
import { Certificaat } from '../../src/certificering/certificaat/certificaat.entity.js';
import { haalUit, sluitIn } from '../../src/platform/secrets.js';
import type { Persoon } from '../../src/toegang/persoon.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { type Academie, startAcademie } from '../support/academie.js';
import { type Inlog, logIn, logPersoonIn } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, maakOpleiding, maakPersoon } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';
import { maakCertificaat, maakVoltooid } from './certificaten.js';
import { bijlagen, heeftPoppler, poppler, uitgepakt } from './lezers.js';
import { alsEigenaar } from '../support/database.js';

const schemapad = path.resolve(
  import.meta.dirname,
  '../../../shared/standaarden/openbadges-v3p0-achievementcredential.schema.json',
);
const heeftSchema = existsSync(schemapad);
if (!heeftSchema) console.warn(`${schemapad} is not there: badges are not held against the schema.`);

type Inhoud = Record<string, unknown> & {
  credentialStatus: { statusListIndex: string; statusListCredential: string };
  credentialSubject: {
    identifier: { identityHash: string; salt: string }[];
    achievement: Record<string, unknown>;
  };
};

let huis: Academie;
let coordinator: Inlog;
let beheer: Inlog;
let anna: Persoon;
let houder: Inlog;
let ander: Inlog;
let cohortId: string;
let certificaat: Certificaat;
/** Of the others in the same cohort. */
const rest: Certificaat[] = [];

beforeAll(async () => {
  huis = await startAcademie();
  const ds = huis.dataSource;
  coordinator = await logIn(huis, await maakGebruiker(ds));
  beheer = await logIn(huis, await maakGebruiker(ds, { rol: 'beheer' }));
  const opleiding = await maakOpleiding(ds, {
    code: 'LAS1',
    naam: 'LAS I',
    leerjaren: 2,
    herregistratiepunten: 60,
  });
  cohortId = (await maakCohort(ds, { opleidingId: opleiding.id, code: 'LAS1-A' })).id;
  const namen = ['Łukasz/Őz', 'Zoë', 'Adẹ́wálé', 'Bo'];
  anna = await maakPersoon(ds, { voornaam: 'Anna', achternaam: 'Berg', email: 'Anna.Berg@school.example' });
  certificaat = await maakCertificaat(ds, await maakVoltooid(ds, { cohortId, persoonId: anna.id }));
  for (const voornaam of namen) {
    const { id } = await maakPersoon(ds, { voornaam });
    rest.push(await maakCertificaat(ds, await maakVoltooid(ds, { cohortId, persoonId: id })));
  }
  houder = await logPersoonIn(huis, anna.id);
  ander = await logPersoonIn(huis, (await maakPersoon(ds)).id);
});
afterAll(() => huis.sluit());

const haal = (pad: string, { cookie }: Inlog = coordinator) => vraag(huis, pad, { headers: { cookie } });
const api = (c: Certificaat, wat: 'pdf' | 'badge') => `/api/v1/certificaten/${c.nummer}/${wat}`;
const badgeVan = async (c: Certificaat): Promise<string> => (await haal(api(c, 'badge'))).tekst;
const sluiten = async (c: Certificaat, met: Partial<Certificaat>): Promise<void> => {
  await huis.dataSource.manager.update(Certificaat, { id: c.id }, met);
};

/** As somebody does who has the badge and the web, and nothing of ours: the header names the key. */
async function controleer(jwt: string): Promise<Inhoud> {
  const kop = JSON.parse(Buffer.from(jwt.split('.')[0]!, 'base64url').toString()) as {
    alg: string;
    kid: string;
  };
  expect(kop.alg).toBe('RS256');
  const adres = new URL(kop.kid);
  expect(adres.origin).toBe('http://academie.test');
  const jwk = (await vraag(huis, adres.pathname)).json<Record<string, string>>();
  const key = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const nu = huis.clock.now().getTime();
  return createVerifier({ key, algorithms: ['RS256'], clockTimestamp: nu })(jwt) as Inhoud;
}

/** Whether the published list says of this badge that it is no longer valid. */
async function isIngetrokken({ credentialStatus }: Inhoud): Promise<boolean> {
  const adres = new URL(credentialStatus.statusListCredential);
  const antwoord = await vraag(huis, adres.pathname);
  expect(antwoord.header('content-type')).toMatch(/^application\/vc\+jwt/);
  const lijst = (await controleer(antwoord.tekst)) as unknown as {
    credentialSubject: { encodedList: string };
  };
  const bits = gunzipSync(Buffer.from(lijst.credentialSubject.encodedList.slice(1), 'base64url'));
  expect(bits).toHaveLength(16_384);
  const plaats = Number(credentialStatus.statusListIndex);
  return ((bits[Math.floor(plaats / 8)]! >> (7 - (plaats % 8))) & 1) === 1;
}

describe('de badge', () => {
  test('een onafhankelijke bibliotheek controleert haar met alleen de gepubliceerde sleutel', async () => {
    const inhoud = await controleer(await badgeVan(certificaat));
    expect(inhoud).toMatchObject({
      id: `http://academie.test/certificaten/${certificaat.nummer}`,
      jti: inhoud.id,
      iss: (inhoud.issuer as { id: string }).id,
      nbf: certificaat.uitgereiktOp.getTime() / 1000,
      validFrom: '2026-06-25T10:00:00Z',
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      credentialSubject: {
        id: inhoud.sub,
        achievement: {
          id: 'http://academie.test/opleidingen/LAS1#leerjaar-2',
          name: 'LAS I, leerjaar 2 van 2',
        },
      },
    });
    expect(inhoud.sub).toMatch(/^urn:uuid:/);
    const uitgever = await vraag(huis, new URL(inhoud.iss as string).pathname);
    expect(uitgever.json()).toMatchObject({ id: inhoud.iss, name: 'Utrecht Leert Academie' });
  });

  test('een gewijzigde letter valt op', async () => {
    const [kop, inhoud, teken] = (await badgeVan(certificaat)).split('.');
    const anders = Buffer.from(inhoud!, 'base64url').toString().replace('leerjaar 2', 'leerjaar 1');
    const vals = [kop, Buffer.from(anders).toString('base64url'), teken].join('.');
    await expect(controleer(vals)).rejects.toThrow(/signature/);
  });

  test('wie het mailadres heeft kan het bewijzen; niemand kan het lezen, of de naam', async () => {
    const inhoud = await controleer(await badgeVan(certificaat));
    const { identityHash, salt } = inhoud.credentialSubject.identifier[0]!;
    const vingerafdruk = createHash('sha256').update(`anna.berg@school.example${salt}`).digest('hex');
    expect(identityHash).toBe(`sha256$${vingerafdruk}`);
    expect(JSON.stringify(inhoud)).not.toMatch(/anna|berg@/i);
    expect(JSON.stringify(inhoud)).not.toMatch(/null|\[\]|""/);
  });

  (heeftSchema ? test : test.skip)(
    'ze is wat het schema van Open Badges 3.0 vraagt, ook als er niets bekend is',
    async () => {
      const ajv = new Ajv2019({ strict: false, allErrors: true });
      formats.default(ajv);
      const klopt = ajv.compile(JSON.parse(readFileSync(schemapad, 'utf8')) as object);
      const niets = {
        studielastUren: null,
        contacturen: null,
        ects: null,
        herregistratiepunten: null,
        aanbieders: [],
      };
      await sluiten(rest[3]!, { gegevens: { ...rest[3]!.gegevens, ...niets, leerjaren: 1, leerjaar: 1 } });
      for (const c of [certificaat, rest[3]!]) {
        const inhoud = await controleer(await badgeVan(c));
        klopt(inhoud);
        expect(klopt.errors ?? []).toEqual([]);
      }
      expect(klopt({ ...(await controleer(await badgeVan(certificaat))), issuer: undefined })).toBe(false);
    },
  );

  test('ingetrokken en vervangen staan meteen in de lijst; wat geldig is niet', async () => {
    const [ingetrokken, vervangen] = rest as [Certificaat, Certificaat];
    const badges = await Promise.all([certificaat, ingetrokken, vervangen].map(badgeVan));
    const inhouden = await Promise.all(badges.map(controleer));
    const stand = () => Promise.all(inhouden.map(isIngetrokken));
    expect(await stand()).toEqual([false, false, false]);
    await sluiten(ingetrokken, { ingetrokkenOp: huis.clock.now(), intrekkingsreden: 'Geheime reden' });
    await sluiten(vervangen, { vervangenOp: huis.clock.now() });
    expect(await stand()).toEqual([false, true, true]);
    await sluiten(ingetrokken, { ingetrokkenOp: null, intrekkingsreden: null });
    await sluiten(vervangen, { vervangenOp: null });
    expect(await stand()).toEqual([false, false, false]);
  });

  test('de eerste bit is de meest linkse; een lijst die niet kan bestaat niet', async () => {
    const bits = gunzipSync(Buffer.from(versleutel([0, 9, 131_071]).slice(1), 'base64url'));
    expect([bits[0], bits[1], bits[16_383]]).toEqual([0b1000_0000, 0b0100_0000, 1]);
    for (const pad of ['1', '99999', '-1', '01', 'x'])
      expect((await vraag(huis, `/certificaten/statuslijsten/${pad}`)).status).toBe(404);
  });
});

describe('de sleutels', () => {
  const dienst = () => huis.app.get(BadgesService);

  test('twee processen die allebei de eerste nodig hebben maken er een', async () => {
    const m = huis.dataSource.manager;
    await alsEigenaar(() => m.query('TRUNCATE badge, badgesleutel'));
    const tweede = await startAcademie({}, huis.databaseUrl);
    try {
      const vragen = [huis, tweede, huis, tweede].map(({ app }) => app.get(BadgesService).van(certificaat));
      expect(new Set(await Promise.all(vragen)).size).toBe(1);
      expect(await m.countBy(Badgesleutel, {})).toBe(1);
    } finally {
      await tweede.sluit();
    }
  });

  test('de geheime helft is niet te lezen zonder het geheim, en niet in een andere rij', () => {
    const dicht = sluitIn('badgesleutel', 'geheim', 'kid', 'een geheim van de academie');
    expect(dicht).not.toContain('geheim');
    expect(haalUit('badgesleutel', dicht, 'kid', 'een geheim van de academie')).toBe('geheim');
    expect(haalUit('badgesleutel', dicht, 'kid', 'een ander geheim')).toBeUndefined();
    expect(haalUit('badgesleutel', dicht, 'andere', 'een geheim van de academie')).toBeUndefined();
    expect(haalUit('tweede-stap', dicht, 'kid', 'een geheim van de academie')).toBeUndefined();
  });

  test('na een nieuwe sleutel is de oude badge hetzelfde en klopt ze nog; nieuwe hebben de nieuwe sleutel', async () => {
    const oud = await badgeVan(certificaat);
    const { header } = await stuur(huis, '/beheer/badgesleutels', beheer);
    expect(header('location')).toBe('/beheer/badgesleutels');
    expect(await badgeVan(certificaat)).toBe(oud);
    await controleer(oud);
    const nieuw = await badgeVan(rest[2]!);
    await controleer(nieuw);
    expect(nieuw.split('.')[0]).not.toBe(oud.split('.')[0]);
    const { keys } = (await vraag(huis, '/.well-known/jwks.json')).json<{ keys: Record<string, string>[] }>();
    expect(keys).toHaveLength(2);
    expect(Object.keys(keys[0]!).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    const regel = await huis.dataSource.manager.findOneBy(Auditregel, { code: 'badgesleutel.vervangen' });
    expect(regel?.onderwerpSoort).toBe('sleutel');
  });

  test('twee die haar tegelijk vervangen laten er een actief', async () => {
    await Promise.all([1, 2, 3].map(() => dienst().vervangSleutel(systeem)));
    expect(await huis.dataSource.manager.countBy(Badgesleutel, { actief: true })).toBe(1);
    expect((await vraag(huis, '/certificaten/sleutels/onbekend')).status).toBe(404);
  });

  test('een ander SESSION_SECRET: wat is getekend blijft, de rest zegt waarom niet, en een nieuwe sleutel is de uitweg', async () => {
    const getekend = await badgeVan(certificaat);
    const ander = await startAcademie(
      { SESSION_SECRET: 'een-heel-ander-geheim-van-de-academie' },
      huis.databaseUrl,
    );
    try {
      const m = huis.dataSource.manager;
      await m.delete(Badge, { certificaatId: rest[3]!.id });
      const badges = ander.app.get(BadgesService);
      expect(await badges.van(certificaat)).toBe(getekend);
      await expect(badges.van(rest[3]!)).rejects.toMatchObject({
        code: 'badgesleutel-onleesbaar',
        kind: 'conflict',
      });
      await badges.vervangSleutel(systeem);
      await controleer(await badges.van(rest[3]!));
      await dienst().vervangSleutel(systeem);
    } finally {
      await ander.sluit();
    }
  });
});

describe('downloading', () => {
  test('de houder en de academie krijgen dezelfde bytes; niemand anders krijgt er een', async () => {
    const pdf = await haal(api(certificaat, 'pdf'), houder);
    expect(pdf.status).toBe(200);
    expect(pdf.header('content-type')).toBe('application/pdf');
    expect(pdf.header('cache-control')).toBe('no-store');
    expect(pdf.header('content-disposition')).toContain(
      `filename*=UTF-8''${certificaat.nummer}%20Anna%20Berg.pdf`,
    );
    expect((await haal(api(certificaat, 'pdf'))).bytes.equals(pdf.bytes)).toBe(true);
    for (const wat of ['pdf', 'badge'] as const) {
      expect((await haal(api(certificaat, wat), houder)).status).toBe(200);
      expect((await haal(api(certificaat, wat), ander)).status).toBe(404);
      expect((await haal(api(certificaat, wat), beheer)).status).toBe(403);
      expect((await vraag(huis, api(certificaat, wat))).status).toBe(401);
    }
    expect((await haal('/api/v1/certificaten/ULA-2026-9999/pdf')).status).toBe(404);
    const regels = await huis.dataSource.manager.findBy(Auditregel, { code: 'certificaat.gedownload' });
    expect(regels.map(({ gegevens }) => gegevens)).toContainEqual({
      nummer: certificaat.nummer,
      vorm: 'pdf',
    });
    expect(JSON.stringify(regels)).not.toMatch(/Anna/);
  });

  (heeftPoppler ? test : test.skip)('de badge die erbij zit is de badge die je ophaalt', async () => {
    const { bytes } = await haal(api(certificaat, 'pdf'));
    expect(bijlagen(bytes)[1]).toBe(await badgeVan(certificaat));
  });

  test('ingetrokken: de academie krijgt een blad dat dat zegt, zonder badge; de houder krijgt niets', async () => {
    await sluiten(certificaat, {
      ingetrokkenOp: new Date('2026-09-01T10:00:00Z'),
      intrekkingsreden: 'Geheime reden',
    });
    const { bytes, status } = await haal(api(certificaat, 'pdf'));
    expect(status).toBe(200);
    expect(uitgepakt(bytes)).not.toContain('AFRelationship');
    if (heeftPoppler) {
      const tekst = poppler('pdftotext', bytes);
      expect(tekst).toContain('Ingetrokken op 1 september 2026. Dit certificaat is niet geldig.');
      expect(tekst).not.toContain('Geheime reden');
    }
    const geweigerd = await haal(api(certificaat, 'pdf'), houder);
    expect([geweigerd.status, geweigerd.json().code]).toEqual([409, 'certificaat-niet-geldig']);
    await sluiten(certificaat, { ingetrokkenOp: null, intrekkingsreden: null });
  });

  test('een leerjaar voor de drukker: een pagina voor elk dat geldig is, op volgorde van nummer', async () => {
    await sluiten(rest[3]!, { vervangenOp: huis.clock.now() });
    const { status, bytes, header } = await haal(
      `/beheer/cohorten/${cohortId}/certificering/2/certificaten.pdf`,
    );
    expect(status).toBe(200);
    expect(header('content-disposition')).toContain('Certificaten LAS1-A, leerjaar 2.pdf');
    expect(uitgepakt(bytes).match(/\/Type \/Page\n/g)).toHaveLength(4);
    expect(uitgepakt(bytes)).not.toContain('AFRelationship');
    if (heeftPoppler) {
      const nummers = [...poppler('pdftotext', bytes).matchAll(/^ULA-\d{4}-\d{4}$/gm)].map(
        ([nummer]) => nummer,
      );
      expect(nummers).toEqual([certificaat, ...rest.slice(0, 3)].map(({ nummer }) => nummer));
    }
  });

  test('een leerjaar als zip: elk bestand zoals de houder het ophaalt', async () => {
    const pad = `/beheer/cohorten/${cohortId}/certificering/2/certificaten.zip`;
    const zip = await haal(pad);
    expect(zip.status).toBe(200);
    for (const c of [certificaat, ...rest.slice(0, 3)])
      expect(zip.bytes.includes((await haal(api(c, 'pdf'))).bytes)).toBe(true);
    expect(zip.bytes.includes(Buffer.from(`${rest[0]!.nummer} Łukasz-Őz Berg.pdf`))).toBe(true);
    expect((await haal(pad)).bytes.equals(zip.bytes)).toBe(true);
    const regels = await huis.dataSource.manager.findBy(Auditregel, {
      code: 'certificaten.gedownload',
      onderwerpId: cohortId,
    });
    expect(regels.map(({ gegevens }) => gegevens)).toContainEqual({ leerjaar: 2, vorm: 'zip', aantal: 4 });
  });

  test('dat er niets op te halen is wordt gezegd, ook voor een leerjaar dat niet kan', async () => {
    for (const leerjaar of ['1', '7', 'x'])
      expect(
        (await haal(`/beheer/cohorten/${cohortId}/certificering/${leerjaar}/certificaten.pdf`)).status,
      ).toBe(404);
    const alles = { certificaatId: In(rest.map(({ id }) => id)) };
    expect(await huis.dataSource.manager.countBy(Badge, alles)).toBeGreaterThan(0);
    expect(await huis.dataSource.manager.countBy(Badgesleutel, { vervangenOp: IsNull() })).toBe(1);
  });

  test('een teken dat geen lettertype van ons heeft wordt voor de eerste byte genoemd', async () => {
    await sluiten(rest[2]!, { gegevens: { ...rest[2]!.gegevens, naam: '王 Berg' } });
    for (const pad of [
      api(rest[2]!, 'pdf'),
      `/beheer/cohorten/${cohortId}/certificering/2/certificaten.zip`,
    ]) {
      const { status, tekst } = await haal(pad);
      expect(status).toBe(409);
      expect(tekst).toContain('王');
    }
  });
});
