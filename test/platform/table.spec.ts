import { expect, test } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { writeXlsxStream, type CellValue, type XlsxStreamRow } from 'hucre/xlsx';
import yazl from 'yazl';
import { csvText, readCsv, UnreadableTable } from '../../src/platform/table/csv.js';
import { readTable } from '../../src/platform/table/table.js';

/** Letters that Windows-1252 has, and that do not look like UTF-8 when two of them meet. */
const westers = fc.string({ unit: fc.constantFrom(...'abcXYZ 0129;,\t"\'\n.-éëïöüçñß€’'), maxLength: 12 });
const alles = fc.string({ unit: 'grapheme', maxLength: 12 });
const KOP = ['Voornaam', 'Achternaam', 'E-mail', 'Opmerking'];
const past = (koppen: string[]): number => koppen.filter((kop) => KOP.includes(kop)).length;

const win1252 = (tekst: string): Buffer =>
  Buffer.from([...tekst].map((teken) => (teken === '€' ? 0x80 : teken === '’' ? 0x92 : teken.charCodeAt(0))));
const utf16be = (tekst: string): Buffer => Buffer.from(tekst, 'utf16le').swap16();
const tekensets = {
  utf8: (tekst: string) => Buffer.from(tekst),
  bom: (tekst: string) => Buffer.from(`\uFEFF${tekst}`),
  utf16: (tekst: string) => Buffer.from(`\uFEFF${tekst}`, 'utf16le'),
  utf16be: (tekst: string) => utf16be(`\uFEFF${tekst}`),
  win1252,
};
type Tekenset = keyof typeof tekensets;

const bestand = fc.constantFrom<Tekenset>('utf8', 'bom', 'utf16', 'utf16be', 'win1252').chain((tekenset) =>
  fc.record({
    tekenset: fc.constant(tekenset),
    scheiding: fc.constantFrom(';', ',', '\t'),
    gezegd: fc.boolean(),
    rijen: fc.array(
      fc.record({
        einde: fc.constantFrom('\r\n', '\n', '\r'),
        cellen: fc.array(
          (tekenset === 'win1252' ? westers : alles).filter((cel) => !/\0|\r|\p{Surrogate}/u.test(cel)),
          { minLength: 4, maxLength: 4 },
        ),
      }),
      { maxLength: 8 },
    ),
  }),
);

test('wat een programma als CSV schrijft komt er precies zo uit, hoe het ook geschreven is', () => {
  fc.assert(
    fc.property(bestand, ({ tekenset, scheiding, gezegd, rijen }) => {
      const schrijf = (cellen: string[], record_delimiter: string): string =>
        stringify([cellen], { delimiter: scheiding, record_delimiter, quoted_match: /[\r\n]/ });
      const tekst =
        (gezegd ? `sep=${scheiding}\r\n` : '') +
        schrijf(KOP, '\r\n') +
        rijen.map(({ cellen, einde }) => schrijf(cellen, einde)).join('');
      const { rows } = readCsv(tekensets[tekenset](tekst), past);
      const verwacht = [KOP, ...rijen.map(({ cellen }) => cellen)].map((cells, i) => ({
        line: i + (gezegd ? 2 : 1),
        cells,
      }));
      expect(rows).toEqual(verwacht.filter(({ cells }) => cells.some((cel) => cel.trim() !== '')));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['UTF-16, little endian, zonder merk', Buffer.from('Voornaam;E-mail\nZoë;z@x.nl', 'utf16le'), 'UTF-16'],
  ['UTF-16, big endian, zonder merk', utf16be('Voornaam;E-mail\nZoë;z@x.nl'), 'UTF-16'],
  ['UTF-8', Buffer.from('Voornaam;E-mail\nZoë;z@x.nl'), 'UTF-8'],
  ['Windows-1252', win1252('Voornaam;E-mail\nZoë;z@x.nl'), 'Windows-1252'],
])('%s wordt herkend', (_naam, bytes, tekenset) => {
  const { rows, form } = readCsv(bytes, past);
  expect([rows[1]?.cells, form]).toEqual([['Zoë', 'z@x.nl'], `${tekenset}, puntkomma`]);
});

test('elke byte van Windows-1252 is wat het web ervan maakt', () => {
  const bytes = Buffer.from(Array.from({ length: 128 }, (_, i) => 128 + i));
  const { text } = csvText(bytes, past);
  // https://encoding.spec.whatwg.org/index-windows-1252.txt, from 0x80 to 0x9F; from there on it is Latin-1.
  const web = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
  expect(text).toBe(web + bytes.subarray(32).toString('latin1'));
});

const DUO = path.resolve(import.meta.dirname, '../../../shared/duo/vestigingen-basisonderwijs-utrecht.csv');
(existsSync(DUO) ? test : test.skip)('in een echt bestand van DUO staan de letters die er horen', () => {
  const { text, form } = csvText(readFileSync(DUO), () => 0);
  expect(form).toBe('Windows-1252, puntkomma');
  expect(text.match(/[^\t\r\n\x20-\x7e]/g)?.sort()).toEqual(['ë', 'ë', 'ï']);
});

test('een merk dat niet klopt wordt niet gegokt', () => {
  expect(() => readCsv(Buffer.from([0xef, 0xbb, 0xbf, 0xff, 0x41]), past)).toThrow(UnreadableTable);
  expect(() => readCsv(Buffer.from([0xff, 0xfe, 0x00, 0xdc, 0x41, 0x00]), past)).toThrow(UnreadableTable);
});

async function excel(rijen: (CellValue[] | XlsxStreamRow)[], numFmt?: string): Promise<Buffer> {
  const columns = ['Voornaam', 'E-mail', 'Opmerking', 'Pet'].map((header) => ({ header, numFmt }));
  const stukken: Uint8Array[] = [];
  const stroom = writeXlsxStream(rijen, { name: 'Blad', columns });
  for await (const stuk of stroom as unknown as AsyncIterable<Uint8Array>) stukken.push(stuk);
  return Buffer.concat(stukken);
}

/** A workbook of one sheet as a program of somebody else may write it. */
async function werkboek(blad: string, gedeeld = ''): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  const soort = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const pakket = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const delen: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': `<Relationships xmlns="${pakket}"><Relationship Id="r1" Type="${soort}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns:r="${soort}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${pakket}"><Relationship Id="rId1" Type="${soort}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${soort}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="${soort}/styles" Target="styles.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst>${gedeeld}</sst>`,
    'xl/styles.xml': `<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${blad}</sheetData></worksheet>`,
  };
  for (const [naam, tekst] of Object.entries(delen)) zip.addBuffer(Buffer.from(tekst), naam);
  zip.end();
  const stukken: Buffer[] = [];
  for await (const stuk of zip.outputStream as AsyncIterable<Buffer>) stukken.push(stuk);
  return Buffer.concat(stukken);
}

test('een Excel-bestand: gedeelde en losse tekst, getallen, datums, formules en lege rijen', async () => {
  const blad = `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>E-mail</t></is></c><c r="C2" t="inlineStr"><is><r><t>Op</t></r><r><t>merking</t></r></is></c></row>
    <row r="4"><c r="A4" t="str"><f>CONCAT("Zo","ë")</f><v>Zoë</v></c><c r="C4" s="1"><v>46327</v></c><c r="D4"><v>0.30000000000000004</v></c><c r="E4" t="b"><v>1</v></c><c r="F4" t="s"><v>1</v></c></row>`;
  const { rows, form } = await readTable(
    await werkboek(blad, '<si><t>Voornaam</t></si><si><t>a_x005F_x0041_</t></si>'),
    past,
  );
  expect(form).toBe('Excel');
  expect(rows).toEqual([
    { line: 2, cells: ['Voornaam', 'E-mail', 'Opmerking'] },
    { line: 4, cells: ['Zoë', '', '2026-11-01', '0.3', 'ja', 'a_x0041_'] },
  ]);
});

test('een Excel-bestand met veel te veel erin wordt geweigerd voor het uitgepakt is', async () => {
  const bom = await werkboek(
    `<row r="1"><c r="A1" t="inlineStr"><is><t>${'a'.repeat(60_000_000)}</t></is></c></row>`,
  );
  expect(bom.length).toBeLessThan(200_000);
  await expect(readTable(bom, past)).rejects.toThrow('uitgepakt te groot');
  const breed = await werkboek(`<row r="1"><c r="XFD1"><v>1</v></c></row>`);
  await expect(readTable(breed, past)).rejects.toThrow('meer dan 500 kolommen');
  const hoog = await werkboek(`<row><c><v>1</v></c></row>`.repeat(40_001));
  await expect(readTable(hoog, past)).rejects.toThrow('meer dan 40000 regels');
});

test('een zip die over zijn grootte liegt wordt niet uitgepakt', async () => {
  const goed = await excel([['Bo', 'b@x.nl', null, null]]);
  const ligt = Buffer.from(goed);
  for (let i = 0; i < ligt.length - 46; i++) {
    if (ligt.readUInt32LE(i) === 0x02014b50) ligt.writeUInt32LE(0, i + 24);
  }
  await expect(readTable(ligt, past)).rejects.toThrow(UnreadableTable);
  const klein = Buffer.from(goed);
  for (let i = 0; i < klein.length - 46; i++) {
    if (klein.readUInt32LE(i) === 0x02014b50) klein.writeUInt32LE(10, i + 24);
  }
  await expect(readTable(klein, past)).rejects.toThrow(UnreadableTable);
  expect(deflateRawSync(Buffer.alloc(0)).length).toBe(2);
});

test.each([
  ['een afgebroken zip', Buffer.from('PK\u0003\u0004rest')],
  ['een oud of beveiligd Excel-bestand', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
])('%s is geen lijst, en de zin zegt wat wel', async (_naam, bytes) => {
  await expect(readTable(bytes, past)).rejects.toThrow('Excel-bestand');
});
