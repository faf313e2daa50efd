import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { anoniem, type Wie } from '../../src/toegang/wie.js';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { Opleiding } from '../../src/opleidingen/opleiding.entity.js';
import { stuur, vraag } from '../support/vraag.js';
import { maakStad, meldAan, type Stad } from './opstelling.js';

/** The portal of a bestuur: its list on the screen, and its decisions. */
let stad: Stad;
beforeAll(async () => {
  stad = await maakStad();
  const { manager } = stad.academie.dataSource;
  await manager.update(Bestuur, { id: stad.spo.bestuur.id }, { vraagtAkkoord: true });
  await manager.update(Bestuur, { id: stad.ksu.bestuur.id }, { vraagtAkkoord: true });
  await manager.update(Opleiding, { code: 'LAS-1' }, { kostenCent: 125_000 });
});
afterAll(() => stad?.academie.sluit());

const pagina = (query = '') =>
  vraag(stad.academie, `/bestuur${query}`, { headers: { cookie: stad.spo.inlog.cookie } });
const besluit = (id: string, daad: string, velden: Record<string, string> = {}) =>
  stuur(stad.academie, `/bestuur/aanmeldingen/${id}/${daad}`, stad.spo.inlog, velden);
const nu = (id: string) => stad.academie.dataSource.manager.findOneByOrFail(Aanmelding, { id });

/** Somebody with a confirmed address, for whom the bestuur has to decide. */
function wachtend(achternaam: string, school = stad.spo.school): Promise<Aanmelding> {
  const email = `${achternaam}.${randomUUID()}@school.example`;
  const zelf: Wie = { soort: 'persoon', id: randomUUID(), naam: achternaam, email };
  return meldAan(stad, stad.las, school, achternaam, { email }, zelf);
}

describe('de lijst', () => {
  test('toont wie waarop wacht, en zegt dat downloads worden vastgelegd', async () => {
    await wachtend('Wachtend');
    await meldAan(stad, stad.las, stad.spo.school, 'Onbevestigd', {}, anoniem);
    const { status, tekst } = await pagina();
    expect(status).toBe(200);
    expect(tekst).toContain('SPO Utrecht');
    expect(tekst).toMatch(/<th scope="row"[\s\S]*Anna Wachtend[\s\S]*wacht op jullie akkoord/);
    expect(tekst).not.toContain('Onbevestigd');
    expect(tekst).toMatch(/leggen we elke keer vast/);
  });

  test('de downloads nemen de filters van het scherm mee', async () => {
    const { tekst } = await pagina('?opleiding=LAS-1&status=voorlopig');
    for (const formaat of ['csv', 'xlsx'])
      expect(tekst).toContain(
        `/bestuur/deelnemerslijst.${formaat}?opleiding&#x3D;LAS-1&amp;status&#x3D;voorlopig`,
      );
    expect(tekst).toMatch(/<option value="LAS-1" selected>/);
    expect(tekst).toMatch(/<option value="voorlopig" selected>/);
  });

  test('bladert in de database', async () => {
    const { tekst } = await pagina('?paginaGrootte=1&opleiding=LAS-1');
    const [, lijst] = tekst.split('id="lijst"');
    expect(lijst!.match(/<th scope="row"/g)).toHaveLength(1);
  });

  test('een filter met een foute waarde is een duidelijke weigering', async () => {
    expect((await pagina('?status=zomaar')).status).toBe(400);
  });
});

describe('akkoord', () => {
  test('wie erop wacht staat bovenaan, met kosten en termijn', async () => {
    const a = await wachtend('Vrager');
    const { tekst } = await pagina();
    expect(tekst).toContain('Wacht op jouw akkoord');
    expect(tekst).toMatch(/Anna Vrager[\s\S]*€\s1\.250/);
    expect(tekst).toContain(`/bestuur/aanmeldingen/${a.id}/akkoord`);
  });

  test('het geven maakt de plaats zeker', async () => {
    const a = await wachtend('Mag');
    const antwoord = await besluit(a.id, 'akkoord');
    expect([antwoord.status, antwoord.header('location')]).toEqual([303, '/bestuur']);
    expect(await nu(a.id)).toMatchObject({ status: 'geplaatst', wachtOp: [] });
  });

  test('een dubbele klik krijgt dat op hetzelfde scherm te horen', async () => {
    const a = await wachtend('Dubbel');
    await besluit(a.id, 'akkoord');
    const weer = await besluit(a.id, 'akkoord');
    expect([weer.status, weer.tekst.includes('geen akkoord meer nodig')]).toEqual([409, true]);
    expect((await nu(a.id)).status).toBe('geplaatst');
  });

  test('is niet voor de mensen van een ander bestuur, en vertelt niet dat ze bestaan', async () => {
    const a = await wachtend('Vanksu', stad.ksu.school);
    for (const daad of ['akkoord', 'afwijzing']) {
      const antwoord = await besluit(a.id, daad, { reden: 'Nee.' });
      expect([antwoord.status, antwoord.tekst.includes('Vanksu')]).toEqual([404, false]);
    }
    expect((await besluit(a.id, 'afwijzing')).status).toBe(404);
    expect(await nu(a.id)).toMatchObject({ status: 'voorlopig', wachtOp: ['akkoord'] });
  });

  test('heeft het token van de pagina nodig', async () => {
    const a = await wachtend('Token');
    const zonder = { ...stad.spo.inlog, csrf: 'geraden' };
    const antwoord = await stuur(stad.academie, `/bestuur/aanmeldingen/${a.id}/akkoord`, zonder);
    expect([antwoord.status, (await nu(a.id)).status]).toEqual([403, 'voorlopig']);
  });
});

describe('afwijzen', () => {
  test('met een reden', async () => {
    const a = await wachtend('Afgewezen');
    expect((await besluit(a.id, 'afwijzing', { reden: 'Het budget is op.' })).status).toBe(303);
    expect(await nu(a.id)).toMatchObject({
      status: 'afgewezen',
      reden: 'Het budget is op.',
      beeindigdDoor: 'bestuur',
    });
  });

  test.each([
    ['none', '', 'Vul dit veld in.'],
    ['one that is too long', 'Te lang. '.repeat(60), 'ten hoogste 500 tekens'],
  ])('met %s komt open terug, met wat was getypt', async (_wat, reden, melding) => {
    const a = await wachtend('Terug');
    const antwoord = await besluit(a.id, 'afwijzing', { reden });
    expect(antwoord.status).toBe(422);
    expect(antwoord.tekst).toContain(melding);
    expect(antwoord.tekst).toContain(reden);
    expect(antwoord.tekst).toMatch(/<details class="ula-meer ula-mens__meer" open>/);
    expect((await nu(a.id)).status).toBe('voorlopig');
  });
});
