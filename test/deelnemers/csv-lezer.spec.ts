import { expect, test } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { leesBestand } from '../../src/deelnemers/bestand.js';
import { leesCsv, Onleesbaar } from '../../src/deelnemers/csv-lezer.js';

/** Letters that Windows-1252 has, and that do not look like UTF-8 when two of them meet. */
const westers = fc.string({ unit: fc.constantFrom(...'abcXYZ 0129;,\t"\'\n.-éëïöüçñß€’'), maxLength: 12 });
const alles = fc.string({ unit: 'grapheme', maxLength: 12 });
const KOP = ['Voornaam', 'Achternaam', 'E-mail', 'Opmerking'];

const win1252 = (tekst: string): Buffer =>
  Buffer.from([...tekst].map((teken) => (teken === '€' ? 0x80 : teken === '’' ? 0x92 : teken.charCodeAt(0))));
const tekensets = {
  utf8: (tekst: string) => Buffer.from(tekst),
  bom: (tekst: string) => Buffer.from(`\uFEFF${tekst}`),
  utf16: (tekst: string) => Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from(tekst, 'utf16le')]),
  win1252,
};
type Tekenset = keyof typeof tekensets;

const bestand = fc.constantFrom<Tekenset>('utf8', 'bom', 'utf16', 'win1252').chain((tekenset) =>
  fc.record({
    tekenset: fc.constant(tekenset),
    scheiding: fc.constantFrom(';', ',', '\t'),
    einde: fc.constantFrom('\r\n', '\n'),
    rijen: fc.array(
      fc.array(
        (tekenset === 'win1252' ? westers : alles).filter((cel) => !/\0|\r|\p{Surrogate}/u.test(cel)),
        { minLength: 4, maxLength: 4 },
      ),
      { maxLength: 8 },
    ),
  }),
);

test('wat een programma als CSV schrijft komt er precies zo uit, hoe het ook geschreven is', () => {
  fc.assert(
    fc.property(bestand, ({ tekenset, scheiding, einde, rijen }) => {
      const tekst = stringify([KOP, ...rijen], { delimiter: scheiding, record_delimiter: einde });
      const gelezen = leesCsv(tekensets[tekenset](tekst));
      expect(gelezen.rijen).toEqual([KOP, ...rijen]);
      expect(gelezen.scheiding).toBe(scheiding);
    }),
    { numRuns: 500 },
  );
});

test('de kolommen mogen anders heten, in elke volgorde; wat we niet kennen wordt genoemd', () => {
  const tekst =
    ' E-MAILADRES ;Schoenmaat;Tussenvoegsel(s);Voornaam;Familienaam;BRIN\n\na@x.nl;43;de;Bo;Wit;12ab00\n';
  const { regels, koppen, onbekend, fouten } = leesBestand(Buffer.from(tekst));
  expect(fouten).toEqual([]);
  expect(onbekend).toEqual(['Schoenmaat']);
  expect(koppen).toMatchObject({ email: 'E-MAILADRES', vestigingscode: 'BRIN' });
  expect(regels).toEqual([
    {
      rij: 3,
      velden: {
        email: 'a@x.nl',
        tussenvoegsel: 'de',
        voornaam: 'Bo',
        achternaam: 'Wit',
        vestigingscode: '12ab00',
      },
    },
  ]);
});

test.each([
  ['', 'Dit bestand is leeg.'],
  ['\n;;\n', 'Dit bestand is leeg.'],
  ['email;naam\n', 'staat niemand'],
  ['naam;school\nA B;C', 'geen kolom voor: e-mailadres'],
  ['email;mail;naam\na;b;c', '‘email’ en ‘mail’'],
  ['jan@x.nl;Jan Smit\n', 'nu staat daar: jan@x.nl, Jan Smit'],
  ['email;naam\na@x.nl;"Anna', 'aanhalingsteken'],
  ['PK\u0003\u0004rest', 'Excel-bestand'],
  ['email\0;naam', 'geen tekstbestand'],
])('%j is niet te gebruiken, en de zin zegt waarom', (tekst, zin) => {
  const { fouten, regels } = leesBestand(Buffer.from(tekst));
  expect(regels).toEqual([]);
  expect(fouten.map(({ melding }) => melding).join()).toContain(zin);
});

test('een apostrof die een formule moest tegenhouden hoort niet bij de naam', () => {
  const { regels } = leesBestand(Buffer.from("naam;email\n'=1+1;a@x.nl\n't Hart;b@x.nl"));
  expect(regels.map(({ velden }) => velden.naam)).toEqual(['=1+1', "'t Hart"]);
});

test('te veel rijen wordt gezegd', () => {
  const rijen = Array.from({ length: 20_001 }, (_, i) => `p${i}@x.nl;P ${i}`);
  const { fouten } = leesBestand(Buffer.from(['email;naam', ...rijen].join('\n')));
  expect(fouten[0]?.melding).toContain('meer dan 20000 rijen');
  expect(() => leesCsv(Buffer.from('"a'))).toThrow(Onleesbaar);
});
