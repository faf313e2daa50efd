import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Like } from 'typeorm';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import type { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { ApiSleutel } from '../../src/toegang/api-sleutel.entity.js';
import { hashVan } from '../../src/platform/secrets.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakGebruiker } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';

const PAD = '/beheer/sleutels';

let academie: Academie;
let beheer: Inlog;
let spo: Bestuur;
beforeAll(async () => {
  academie = await startAcademie();
  beheer = await logIn(academie, await maakGebruiker(academie.dataSource, { rol: 'beheer' }));
  spo = await maakBestuur(academie.dataSource, { naam: 'SPO Utrecht' });
});
afterAll(() => academie?.sluit());

const pagina = () => vraag(academie, PAD, { headers: { cookie: beheer.cookie } });
const post = (velden: [string, string][], pad = PAD) => stuur(academie, pad, beheer, velden);
const alle = () =>
  academie.dataSource.manager.find(ApiSleutel, { order: { aangemaaktOp: 'ASC', id: 'ASC' } });
const lijst = (sleutel: string) =>
  vraag(academie, '/api/v1/deelnemerslijst', { headers: { authorization: `Bearer ${sleutel}` } });

async function maak(naam: string, eigenaar: string, ...bevoegdheden: string[]) {
  const antwoord = await post([
    ['naam', naam],
    ['eigenaar', eigenaar],
    ...bevoegdheden.map((b): [string, string] => ['bevoegdheden', b]),
  ]);
  const sleutel = /ula_[\w-]{43}/.exec(antwoord.tekst)?.[0] ?? '';
  const rij = await academie.dataSource.manager.findOneBy(ApiSleutel, { sleutelHash: hashVan(sleutel) });
  return { antwoord, sleutel, rij };
}

describe('een sleutel maken', () => {
  test('toont haar een keer, bewaart een hash, en ze werkt', async () => {
    const { antwoord, sleutel, rij } = await maak('HR-systeem', spo.id, 'deelnemerslijst', 'aanmelden');
    expect([antwoord.status, antwoord.header('cache-control')]).toEqual([201, 'no-store']);
    expect(antwoord.header('set-cookie')).not.toContain(sleutel);
    expect(rij).toMatchObject({ bestuurId: spo.id, bevoegdheden: ['deelnemerslijst', 'aanmelden'] });
    expect(JSON.stringify(rij)).not.toContain(sleutel);
    expect((await lijst(sleutel)).status).toBe(200);

    const { tekst } = await pagina();
    expect(tekst).toMatch(/HR-systeem[\s\S]*SPO Utrecht[\s\S]*Deelnemerslijsten ophalen, mensen aanmelden/);
    expect(tekst).not.toContain(sleutel);
  });

  test('wordt vastgelegd, zonder de sleutel', async () => {
    const { sleutel, rij } = await maak('Vastgelegd', 'academie', 'beheer');
    const regels = await academie.dataSource.manager.findBy(Auditregel, { onderwerpId: rij?.id ?? '' });
    expect(regels).toMatchObject([
      { code: 'sleutel.gemaakt', gegevens: { naam: 'Vastgelegd', bevoegdheden: ['beheer'] } },
    ]);
    expect(JSON.stringify(regels)).not.toContain(sleutel);
  });

  test('wat fout is staat bij elk veld, en wat was getypt blijft', async () => {
    const voor = (await alle()).length;
    const leeg = await post([['naam', '']]);
    expect(leeg.status).toBe(422);
    for (const melding of ['Vul dit veld in.', 'Kies voor wie de sleutel is.', 'Kies ten minste één ding'])
      expect(leeg.tekst).toContain(melding);

    const half = await post([
      ['naam', 'Half "ingevuld"'],
      ['bevoegdheden', 'aanmelden'],
    ]);
    expect(half.status).toBe(422);
    expect(half.tekst).toContain('value="Half &quot;ingevuld&quot;"');
    expect(half.tekst).toMatch(/value="aanmelden" checked/);
    expect((await alle()).length).toBe(voor);
  });

  test.each([
    ['an unknown bestuur', randomUUID(), ['aanmelden'], 'Dit bestuur kennen we niet'],
    ['no bestuur at all', 'iemand', ['aanmelden'], 'Kies voor wie de sleutel is.'],
    ['an unknown bevoegdheid', 'academie', ['alles'], 'Kies uit:'],
  ])('%s wordt geweigerd', async (_wat, eigenaar, bevoegdheden, melding) => {
    const { antwoord, sleutel } = await maak('Fout', eigenaar, ...bevoegdheden);
    expect([antwoord.status, sleutel]).toEqual([422, '']);
    expect(antwoord.tekst).toContain(melding);
  });

  test('een bestuur beheert de catalogus niet', async () => {
    const { antwoord } = await maak('Te veel', spo.id, 'aanmelden', 'beheer');
    expect(antwoord.status).toBe(422);
    expect(antwoord.tekst).toContain('Beheren kan alleen met een sleutel van de academie.');
  });

  test('heeft het token van de pagina nodig', async () => {
    const zonder = { ...beheer, csrf: '' };
    expect((await stuur(academie, PAD, zonder, { naam: 'x' })).status).toBe(403);
  });

  test('neemt dat token ook in een kopregel aan, ook als het formulier het heeft', async () => {
    const velden = { naam: 'Beide', eigenaar: 'academie', bevoegdheden: 'aanmelden', _csrf: beheer.csrf };
    const headers = { cookie: beheer.cookie, 'x-csrf-token': beheer.csrf };
    const init = { method: 'POST', headers, body: new URLSearchParams(velden) };
    expect((await vraag(academie, PAD, init)).status).toBe(201);
  });
});

describe('een sleutel intrekken', () => {
  const trekIn = (id: string) => post([], `${PAD}/${id}/intrekking`);

  test('beëindigt haar meteen, voorgoed, en wordt een keer vastgelegd', async () => {
    const { sleutel, rij } = await maak('Weg', 'academie', 'deelnemerslijst');
    expect((await lijst(sleutel)).status).toBe(200);
    expect((await trekIn(rij!.id)).header('location')).toBe(PAD);
    expect((await lijst(sleutel)).status).toBe(401);

    const eerst = await academie.dataSource.manager.findOneByOrFail(ApiSleutel, { id: rij!.id });
    academie.clock.advance(5);
    expect((await trekIn(rij!.id)).status).toBe(303);
    expect(await academie.dataSource.manager.findOneByOrFail(ApiSleutel, { id: rij!.id })).toEqual(eerst);
    const regels = await academie.dataSource.manager.find(Auditregel, {
      where: { onderwerpId: rij!.id, code: Like('sleutel.%') },
      order: { id: 'ASC' },
    });
    const codes = regels.map(({ code }) => code);
    expect(codes).toEqual(['sleutel.gemaakt', 'sleutel.ingetrokken']);
    expect((await pagina()).tekst).toContain('Ingetrokken');
  });

  test('van wat niet bestaat is een 404', async () => {
    expect((await trekIn(randomUUID())).status).toBe(404);
    expect((await trekIn('geen-id')).status).toBe(404);
  });
});
