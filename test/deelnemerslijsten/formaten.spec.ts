import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { inflateRawSync } from 'node:zlib';
import { formaatVoor } from '../../src/deelnemerslijsten/formaten.rules.js';
import { csvKopie } from '../../src/deelnemerslijsten/kolommen.rules.js';
import { maakCohort } from '../support/makers.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { systeem } from '../../src/toegang/wie.js';
import { vraag } from '../support/vraag.js';
import { gekopieerd, haal, maakStad, meldAan, PAD, XLSX, type Stad } from './opstelling.js';
import { leesBestand } from '../../src/deelnemers/deelnemers.service.js';

let stad: Stad;
beforeAll(async () => {
  stad = await maakStad();
  await meldAan(stad, stad.las, stad.ksu.school, 'van "het"; Bos', {
    voornaam: 'Zoë',
    functie: 'leraar; groep 3',
    email: 'zoe@school.example',
    externeReferentie: '007',
  });
});
afterAll(() => stad?.academie.sluit());

const lees = (bytes: Buffer): Record<string, string>[] =>
  parse(bytes, { delimiter: ';', bom: true, columns: true, record_delimiter: '\r\n' });
const csv = async (query = '') => lees((await haal(stad, stad.coordinator, query, 'text/csv')).bytes);
const vel = async (query = '') =>
  (await readXlsx((await haal(stad, stad.coordinator, query, XLSX)).bytes, { readStyles: true })).sheets[0]!;

describe('CSV', () => {
  test("is wat een Nederlandse Excel opent: puntkomma's, UTF-8 met BOM, CRLF", async () => {
    const antwoord = await haal(stad, stad.coordinator, '', 'text/csv');
    expect([...antwoord.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(antwoord.header('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(antwoord.header('cache-control')).toBe('no-store');
    expect(antwoord.tekst.match(/\n/g)).toHaveLength(2);
    expect(antwoord.tekst.match(/\r\n/g)).toHaveLength(2);
    expect(antwoord.tekst).toMatch(/^\uFEFF?"Naam";"Voornaam";/);
  });

  test('leest terug wat was getypt, in Nederlandse tijd, codes zoals ze zijn', async () => {
    expect(await csv()).toEqual([
      expect.objectContaining({
        Naam: 'Zoë van "het"; Bos',
        'E-mailadres': 'zoe@school.example',
        Functie: 'leraar; groep 3',
        Bestuursnummer: '00195',
        School: 'School van KSU',
        Opleidingscode: 'LAS-1',
        Schooljaar: '2026-2027',
        'Eerste bijeenkomst': '2027-01-20',
        'Aangemeld op': '2026-11-10 10:00',
        Status: 'geplaatst',
        'Wacht op': '',
        'Externe referentie': '007',
      }),
    ]);
  });
});

describe('XLSX', () => {
  test('houdt de kop in beeld, datums als datum en codes als tekst', async () => {
    const { name, rows, freezePane, cells } = await vel();
    const [koppen = [], rij = []] = rows;
    const waarde = (kop: string) => rij[koppen.indexOf(kop)];
    expect([name, freezePane]).toEqual(['Deelnemers', { rows: 1 }]);
    expect(waarde('Bestuursnummer')).toBe('00195');
    expect(waarde('Externe referentie')).toBe('007');
    expect(waarde('Eerste bijeenkomst')).toEqual(new Date('2027-01-20T00:00:00Z'));
    expect(waarde('Aangemeld op')).toEqual(new Date('2026-11-10T10:00:00Z'));
    const opmaak = (kop: string) => cells?.get(`1,${koppen.indexOf(kop)}`)?.style?.numFmt;
    expect(opmaak('Bestuursnummer')).toBe('@');
    expect(opmaak('Eerste bijeenkomst')).toBe('dd-mm-yyyy');
  });

  test('draagt zijn soort en een naam', async () => {
    const antwoord = await haal(stad, stad.coordinator, '?opleiding=LAS-1&schooljaar=2026-2027', XLSX);
    expect(antwoord.header('content-type')).toBe(XLSX);
    expect(antwoord.header('content-disposition')).toBe(
      'attachment; filename="deelnemerslijst-las-1-2026-2027-2026-11-10.xlsx"',
    );
  });
});

describe('wat XML niet kent', () => {
  /** The parts of a zip that hold the cells, as they were written. */
  const delen = (zip: Buffer): string => {
    let tekst = '';
    for (let at = zip.indexOf('PK\u0001\u0002'); at >= 0; at = zip.indexOf('PK\u0001\u0002', at + 4)) {
      const [lang, begin] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
      const inhoud = begin + 30 + zip.readUInt16LE(begin + 26) + zip.readUInt16LE(begin + 28);
      const ruw = zip.subarray(inhoud, inhoud + lang);
      tekst += (zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(ruw) : ruw).toString();
    }
    return tekst;
  };

  test('staat in geen XLSX, ook niet uit oude rijen; een naam is geen ontsnapping; en onze eigen lijst is weer in te lezen', async () => {
    const { dataSource: ds } = stad.academie;
    const cohort = await maakCohort(ds);
    const namen = ['Wit\u0001\uFFFE', 'Rood_x0041_', 'Blauw\uFFFF', 'Groen_x000D_'];
    for (const [i, naam] of namen.entries()) {
      await meldAan(stad, cohort, stad.spo.school, `Oud${i}`, { email: `oud${i}@xml.example` });
      await ds.query('UPDATE persoon SET achternaam = $1 WHERE achternaam = $2', [naam, `Oud${i}`]);
    }
    const { bytes } = await haal(stad, stad.coordinator, `?cohort=${cohort.id}`, XLSX);
    expect(delen(bytes)).not.toMatch(/(?![\t\n\r\x7F-\x9F])\p{Cc}|[\uFFFE\uFFFF]/u);
    const { rows } = (await readXlsx(bytes)).sheets[0]!;
    expect(
      rows
        .slice(1)
        .map((rij) => rij[3])
        .sort(),
    ).toEqual(['Blauw', 'Groen_x000D_', 'Rood_x0041_', 'Wit']);
    const { regels, fouten, koppen } = await leesBestand(bytes);
    expect([fouten, koppen.email]).toEqual([[], 'E-mailadres']);
    expect(regels.map(({ velden }) => velden.vestigingscode)).toEqual(
      namen.map(() => stad.spo.school.vestigingscode),
    );
  });
});

describe('de klok van Utrecht', () => {
  const moment = (soort: 'dag' | 'moment') =>
    csvKopie([{ kop: '', soort, breedte: 1, sql: 'm' }], 'SELECT $1::timestamptz AS m', false);

  test.each([
    ['2026-03-29T00:59:00Z', '2026-03-29 01:59'],
    ['2026-03-29T01:00:00Z', '2026-03-29 03:00'],
    ['2026-10-25T00:59:00Z', '2026-10-25 02:59'],
    ['2026-10-25T01:00:00Z', '2026-10-25 02:00'],
    ['2026-12-31T23:00:00Z', '2027-01-01 00:00'],
  ])('%s wordt %s', async (op, klok) => {
    expect(await gekopieerd(stad.academie.dataSource, moment('moment'), [new Date(op)])).toBe(`"${klok}"\n`);
    expect(await gekopieerd(stad.academie.dataSource, moment('dag'), [new Date(op)])).toBe(
      `"${klok.slice(0, 10)}"\n`,
    );
  });
});

describe('cellen die een rekenblad voor een formule zou houden', () => {
  const boos = [
    '=1+1',
    '+31612345678',
    '-2+3',
    '@SUM(A1)',
    '＝1+1',
    '=cmd|" /C calc"!A0',
    '=HYPERLINK("http://x")',
  ];

  test('zijn onschadelijk in CSV en tekst in XLSX, in elke kolom die een mens vult', async () => {
    for (const tekst of boos)
      await meldAan(stad, stad.coachen, stad.spo.school, tekst, {
        voornaam: tekst,
        tussenvoegsel: tekst,
        functie: tekst,
        externeReferentie: tekst,
      });
    const rijen = await csv('?opleiding=COACH');
    expect(rijen).toHaveLength(boos.length);
    const cellen = rijen.flatMap((rij) => Object.values(rij));
    expect(cellen.filter((cel) => /^[=+\-@\t\r＝＋－＠]/.test(cel))).toEqual([]);
    expect(rijen.map((rij) => rij.Achternaam).sort()).toEqual(boos.map((tekst) => `'${tekst}`).sort());

    const { rows, cells } = await vel('?opleiding=COACH');
    expect(rows.slice(1).map((rij) => rij[3])).toEqual(expect.arrayContaining(boos));
    expect([...(cells?.values() ?? [])].filter((cel) => cel.formula !== undefined)).toEqual([]);
  });

  test('een sleutel leest de referentie terug zoals ze is gestuurd, en al het andere onschadelijk', async () => {
    const bord = await stad.academie.app
      .get(SleutelsService)
      .maak(systeem, 'hr', stad.spo.bestuur.id, ['deelnemerslijst']);
    const academie = await stad.academie.app
      .get(SleutelsService)
      .maak(systeem, 'hr', null, ['deelnemerslijst']);
    for (const sleutel of [bord, academie]) {
      const headers = { accept: 'text/csv', authorization: `Bearer ${sleutel}` };
      const rijen = lees((await vraag(stad.academie, `${PAD}?opleiding=COACH`, { headers })).bytes);
      expect(rijen.map((rij) => rij['Externe referentie']).sort()).toEqual([...boos].sort());
      const ander = rijen.flatMap(({ 'Externe referentie': _eigen, ...rij }) => Object.values(rij));
      expect(ander.filter((cel) => /^[=+\-@\t\r＝＋－＠]/.test(cel))).toEqual([]);
    }
    const scherm = lees((await haal(stad, stad.spo, '?opleiding=COACH', 'text/csv')).bytes);
    expect(scherm.map((rij) => rij['Externe referentie']).sort()).toEqual(
      boos.map((tekst) => `'${tekst}`).sort(),
    );
  });
});

describe('JSON', () => {
  test('bladert, en heeft de velden van een aanmelding', async () => {
    const antwoord = await haal(stad, stad.coordinator, '?opleiding=LAS-1', 'application/json');
    expect(antwoord.header('content-type')).toContain('application/json');
    expect(antwoord.json()).toMatchObject({ pagina: 1, paginaGrootte: 50, totaal: 1 });
    expect(antwoord.json<{ items: object[] }>().items[0]).toEqual({
      id: expect.any(String),
      status: 'geplaatst',
      wachtOp: [],
      vervaltOp: null,
      wachtlijstpositie: null,
      cohort: {
        id: stad.las.id,
        code: 'LAS-1-26',
        naam: 'najaar',
        opleiding: { code: 'LAS-1', naam: 'LAS I' },
      },
      voornaam: 'Zoë',
      tussenvoegsel: 'van',
      achternaam: '"het"; Bos',
      email: 'zoe@school.example',
      functie: 'leraar; groep 3',
      vestigingscode: stad.ksu.school.vestigingscode,
      school: 'School van KSU',
      bestuursnummer: '00195',
      bestuur: 'KSU',
      schooljaar: '2026-2027',
      eersteBijeenkomst: '2027-01-20',
      externeReferentie: '007',
      aangemeldOp: '2026-11-10T09:00:00.000Z',
    });
  });
});

describe('welke vorm', () => {
  test.each([
    [undefined, 'json'],
    ['*/*', 'json'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'json'],
    ['text/csv', 'csv'],
    ['TEXT/CSV; charset=utf-8', 'csv'],
    ['text/*', 'csv'],
    ['application/*', 'json'],
    [XLSX, 'xlsx'],
    [`application/json;q=0.5, ${XLSX}`, 'xlsx'],
    ['application/json;q=0, */*', 'csv'],
    ['text/csv;q=0.9, application/json;q=0.8', 'csv'],
    ['image/png', undefined],
    ['text/csv;q=0', undefined],
    ['application/pdf, text/html', undefined],
  ])('Accept: %s → %s', (accept, formaat) => {
    expect(formaatVoor(accept)).toBe(formaat);
  });

  test('een die niet bestaat is een probleem 406', async () => {
    const antwoord = await haal(stad, stad.coordinator, '', 'application/pdf');
    expect([antwoord.status, antwoord.header('content-type')]).toEqual([
      406,
      'application/problem+json; charset=utf-8',
    ]);
    expect(antwoord.json()).toMatchObject({ status: 406, code: 'formaat-onbekend' });
  });

  test.each(['csv', 'xlsx', 'json'])(
    'een link vraagt ?formaat=%s, wat een browser ook aanneemt',
    async (formaat) => {
      const antwoord = await haal(stad, stad.coordinator, `?formaat=${formaat}`, 'text/html');
      expect(antwoord.status).toBe(200);
      expect(antwoord.header('content-type')).toContain(
        { csv: 'csv', xlsx: 'spreadsheetml', json: 'json' }[formaat],
      );
    },
  );
});
