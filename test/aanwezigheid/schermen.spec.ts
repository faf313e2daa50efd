import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { maakSchool } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';
import { afgemeld, er, komt, kopVan, legVast, maakZaal, nietEr, standen, type Zaal } from './opstelling.js';

let zaal: Zaal;
let anna: Aanmelding;
let bert: Aanmelding;
let caro: Aanmelding;
beforeAll(async () => {
  zaal = await maakZaal(3);
  const { vestigingscode } = await maakSchool(zaal.academie.dataSource, { naam: '=School(1)' });
  anna = await komt(zaal, zaal.cohort, 'Aalders', { email: 'anna@school.example', vestigingscode });
  bert = await komt(zaal, zaal.cohort, 'Bakker');
  caro = await komt(zaal, zaal.cohort, 'Cramer');
});
afterAll(() => zaal?.academie.sluit());

const haal = (pad: string, wie = zaal.coordinator) =>
  vraag(zaal.academie, pad, { headers: { cookie: wie.inlog.cookie } });
const zaalpad = (basis = '/trainer', { id } = zaal.vandaag) => `${basis}/bijeenkomsten/${id}`;
const post = (pad: string, velden: Record<string, string>, wie = zaal.trainer) =>
  stuur(zaal.academie, pad, wie.inlog, velden);
const nu = () => standen(zaal, zaal.coordinator, zaal.vandaag);

describe('het formulier zonder script', () => {
  test('stuurt alleen wat erop is gewijzigd, zodat twee die aantekenen elkaar niets ongedaan maken', async () => {
    await legVast(zaal, kopVan(zaal.coordinator), zaal.vandaag, [nietEr(bert)]);
    const antwoord = await post(`${zaalpad()}/aanwezigheid`, {
      [`stand-${anna.id}`]: 'aanwezig',
      [`was-${anna.id}`]: '',
      [`stand-${bert.id}`]: 'aanwezig',
      [`was-${bert.id}`]: 'aanwezig',
      [`was-${caro.id}`]: '',
    });
    expect([antwoord.status, antwoord.header('location')]).toEqual([303, `${zaalpad()}/aanwezigheid`]);
    expect(await nu()).toEqual({ [anna.id]: 'aanwezig', [bert.id]: 'afwezig', [caro.id]: null });
  });

  test('"Iedereen aanwezig" vult de rest in en laat wie afwezig of afgemeld is', async () => {
    await legVast(zaal, kopVan(zaal.coordinator), zaal.vandaag, [afgemeld(anna)]);
    await post(`${zaalpad()}/aanwezigheid`, { iedereen: 'ja' });
    expect(await nu()).toEqual({ [anna.id]: 'afgemeld', [bert.id]: 'afwezig', [caro.id]: 'aanwezig' });
  });

  test('een weigering komt terug met wat was gekozen', async () => {
    const antwoord = await post(`${zaalpad('/trainer', zaal.volgende)}/aanwezigheid`, {
      [`stand-${anna.id}`]: 'aanwezig',
      [`was-${anna.id}`]: '',
    });
    expect(antwoord.status).toBe(409);
    expect(antwoord.tekst).toContain('nog niet begonnen');
  });

  test('een rij die niet kan wordt bij de persoon genoemd', async () => {
    const vreemd = await komt(zaal, zaal.ander, 'Vreemd');
    const antwoord = await post(`${zaalpad()}/aanwezigheid`, { [`stand-${vreemd.id}`]: 'aanwezig' });
    expect(antwoord.status).toBe(422);
    expect(antwoord.tekst).toContain('Er is niets bewaard');
  });
});

describe('een trainer', () => {
  test('ziet namen en scholen, en geen adres', async () => {
    for (const pad of ['aanwezigheid', 'presentielijst', 'inlopers?zoek=anna']) {
      const { status, tekst } = await haal(`${zaalpad()}/${pad}`, zaal.trainer);
      expect([pad, status, tekst.includes('anna@school.example')]).toEqual([pad, 200, false]);
    }
    expect((await haal(`${zaalpad()}/presentielijst`, zaal.trainer)).tekst).toContain('Tra Iner');
  });

  test('heeft vandaag bovenaan, een tik van wie er is', async () => {
    const { tekst } = await haal('/trainer', zaal.trainer);
    const vandaag = tekst.slice(tekst.indexOf('id="vandaag"'), tekst.indexOf('Alle cohorten'));
    expect(vandaag).toContain(`${zaalpad()}/aanwezigheid`);
    expect(vandaag).not.toContain(zaal.anderVandaag.id);
    const cohort = await haal(`/trainer/cohorten/${zaal.cohort.id}`, zaal.trainer);
    for (const b of [zaal.vorige, zaal.vandaag, zaal.volgende])
      expect(cohort.tekst).toContain(`${zaalpad('/trainer', b)}/aanwezigheid`);
  });

  test('weet niet van andere cohorten', async () => {
    for (const pad of ['aanwezigheid', 'presentielijst', 'inlopers'])
      expect((await haal(`${zaalpad('/trainer', zaal.anderVandaag)}/${pad}`, zaal.trainer)).status).toBe(404);
    const inlopers = `${zaalpad('/trainer', zaal.anderVandaag)}/inlopers`;
    expect((await post(inlopers, { aanmelding: anna.id })).status).toBe(404);
  });
});

describe('"Iemand staat er niet bij"', () => {
  test('vindt wie hier wacht en wie zou kunnen inhalen, en niemand met een plaats', async () => {
    const wacht = await komt(zaal, zaal.cohort, 'Zoekmens');
    const gast = await komt(zaal, zaal.ander, 'Zoekgast');
    const { tekst } = await haal(`${zaalpad()}/inlopers?zoek=zoek`, zaal.trainer);
    expect(tekst).toContain(wacht.id);
    expect(tekst).toContain(gast.id);
    expect(tekst.indexOf(zaal.anderVandaag.id)).toBeLessThan(tekst.indexOf(zaal.anderGisteren.id));
    expect((await haal(`${zaalpad()}/inlopers?zoek=aalders`, zaal.trainer)).tekst).not.toContain(anna.id);

    expect((await post(`${zaalpad()}/inlopers`, { aanmelding: wacht.id })).status).toBe(303);
    const inhalen = { aanmelding: gast.id, haaltIn: zaal.anderVandaag.id };
    expect((await post(`${zaalpad()}/inhalers`, inhalen)).status).toBe(303);
    expect(await nu()).toMatchObject({ [wacht.id]: 'aanwezig', [gast.id]: 'aanwezig' });
    const scherm = await haal(`${zaalpad()}/aanwezigheid`, zaal.trainer);
    expect(scherm.tekst).toContain('nog zonder plaats');
    expect(scherm.tekst).toContain('Haalt hier een bijeenkomst in');
    expect((await post(`${zaalpad()}/inhalers/${gast.id}/intrekking`, {})).status).toBe(303);
    expect(await nu()).not.toHaveProperty(gast.id);
  });

  test('een trainer zoekt met vier letters van een naam, ziet alleen naam en school, en dat is vastgelegd', async () => {
    const gast = await komt(zaal, zaal.ander, 'Vinkdal', {
      voornaam: 'Jojo',
      tussenvoegsel: 'van der',
      email: 'vinkdal@school.example',
    });
    const zoek = async (zoeken: string, wie = zaal.trainer): Promise<string> =>
      (await haal(`${zaalpad()}/inlopers?zoek=${encodeURIComponent(zoeken)}`, wie)).tekst;
    for (const teVeel of ['vinkdal@school.example', 'inkdal', 'vink @school', 'j v'])
      expect([teVeel, (await zoek(teVeel)).includes(gast.id)]).toEqual([teVeel, false]);
    for (const teKort of ['vin', 'jo jo', 'jo jojo', 'van der', 'v%n_', 'jo v'])
      expect([teKort, (await zoek(teKort)).includes('role="status">Typ ten minste vier letters')]).toEqual([
        teKort,
        teKort !== 'jo jojo',
      ]);
    const voor = await zaal.academie.dataSource.manager.countBy(Auditregel, { code: 'inlopers.gezocht' });
    const lijst = (await zoek('VINK')).replace(/^[\s\S]*Van een ander cohort/, '');
    expect(lijst).toContain('Jojo van der Vinkdal');
    expect(lijst.slice(0, lijst.indexOf('Haalt in'))).not.toContain('maandag');
    expect(await zoek('vinkdal@school.example', zaal.coordinator)).toContain(gast.id);
    expect(await zoek('zz', zaal.coordinator)).toContain('Niemand gevonden');
    const gezocht = await zaal.academie.dataSource.manager.find(Auditregel, {
      where: { code: 'inlopers.gezocht' },
      order: { id: 'ASC' },
    });
    expect(gezocht.slice(voor).map(({ wieId, gegevens }) => [wieId, gegevens])).toEqual([
      [zaal.trainer.gebruiker.id, { bijeenkomst: zaal.vandaag.id, gevonden: 1 }],
      [zaal.coordinator.gebruiker.id, { bijeenkomst: zaal.vandaag.id, gevonden: 1 }],
      [zaal.coordinator.gebruiker.id, { bijeenkomst: zaal.vandaag.id, gevonden: 0 }],
    ]);
    const over = { code: 'persoon.gevonden', onderwerpId: gast.persoonId, wieId: zaal.trainer.gebruiker.id };
    expect(await zaal.academie.dataSource.manager.findOneBy(Auditregel, over)).toMatchObject({
      gegevens: { bijeenkomst: zaal.vandaag.id },
    });
  });

  test('een trainer hoort niet van wie een adres is', async () => {
    await komt(zaal, zaal.ander, 'Geheim', { email: 'raad@school.example' });
    const velden = { voornaam: 'Eva', achternaam: 'Gok', email: 'raad@school.example', functie: 'leraar' };
    const antwoord = await post(`${zaalpad()}/inlopers`, velden);
    expect([antwoord.status, antwoord.tekst.includes('Geheim')]).toEqual([409, false]);
    const zelf = await post(`${zaalpad()}/inlopers`, velden, zaal.coordinator);
    expect(zelf.tekst).toContain('Geheim');
  });

  test('het korte formulier, geweigerd en ingevuld', async () => {
    const velden = { voornaam: 'Dirk', tussenvoegsel: '', achternaam: '', email: 'dirk@', functie: 'leraar' };
    const fout = await post(`${zaalpad()}/inlopers`, velden);
    expect(fout.status).toBe(422);
    for (const stuk of ['value="Dirk"', 'fout-achternaam', 'fout-email', 'value="dirk@"'])
      expect(fout.tekst).toContain(stuk);
    const goed = { ...velden, achternaam: 'Zaal', email: 'dirk@school.example' };
    expect((await post(`${zaalpad()}/inlopers`, goed)).status).toBe(303);
    expect((await haal(`${zaalpad()}/aanwezigheid`, zaal.trainer)).tekst).toContain('Dirk Zaal');
  });
});

describe('de coördinator', () => {
  const tab = () => `/beheer/cohorten/${zaal.cohort.id}/aanwezigheid`;

  test('ziet wie onder de norm is, en laat iemand inhalen', async () => {
    await legVast(zaal, kopVan(zaal.coordinator), zaal.vorige, [er(anna), nietEr(bert), er(caro)]);
    expect((await haal(tab())).tekst).toMatch(/Anna Bakker[\s\S]*?0%[\s\S]*?onder de norm/);
    const inhalen = `/beheer/aanmeldingen/${bert.id}/inhalen`;
    const { tekst } = await haal(inhalen);
    expect(tekst).toContain(zaal.vorige.id);
    expect(tekst).toContain(zaal.anderGisteren.id);
    const leeg = await post(inhalen, { haaltIn: '', bijeenkomst: '' }, zaal.coordinator);
    expect([leeg.status, leeg.tekst.includes('fout-haaltIn')]).toEqual([422, true]);
    const velden = { haaltIn: zaal.vorige.id, bijeenkomst: zaal.anderGisteren.id };
    expect((await post(inhalen, velden, zaal.coordinator)).status).toBe(303);
    expect(
      (await post(inhalen, { ...velden, bijeenkomst: zaal.anderVandaag.id }, zaal.coordinator)).status,
    ).toBe(409);
    expect((await haal(tab())).tekst).toMatch(/Anna Bakker[\s\S]*?ingehaald[\s\S]*?50%/);
  });

  test('neemt de matrix mee als CSV die niets uitvoert, en het is vastgelegd', async () => {
    const { status, tekst, header } = await haal(`${tab()}.csv`);
    expect([status, header('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    const [kop, eerste, tweede] = tekst.split('\r\n');
    expect(kop).toContain(
      '"Naam";"School";"2026-11-03 09:00";"2026-11-10 09:00";"2026-11-17 09:00";"Aanwezig";"Geteld";"Percentage"',
    );
    expect(eerste).toContain(`"Anna Aalders";"'=School(1)";"aanwezig";"afgemeld"`);
    expect(tweede).toContain('"Anna Bakker";"";"ingehaald";"afwezig";"";"1";"2";"50"');
    const code = 'deelnemerslijst.gedownload' as const;
    const regels = await zaal.academie.dataSource.manager.findBy(Auditregel, { code });
    expect(regels).toMatchObject([{ gegevens: { filter: { soort: 'aanwezigheid' } } }]);
  });
});
