import { expect, test } from '@jest/globals';
import { writeXlsxStream } from 'hucre/xlsx';
import { onwaarschijnlijk } from '../../src/deelnemers/lijst.rules.js';
import { leesBestand } from '../../src/deelnemers/deelnemers.service.js';
test('de kolommen mogen anders heten, in elke volgorde; wat we niet kennen wordt genoemd', async () => {
  const tekst =
    ' E-MAILADRES ;Schoenmaat;Tussenvoegsel(s);Voornaam;Familienaam;BRIN\n\na@x.nl;43;de;Bo;Wit;12ab00\n';
  const { regels, koppen, onbekend, fouten } = await leesBestand(Buffer.from(tekst));
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
])('%j is niet te gebruiken, en de zin zegt waarom', async (tekst, zin) => {
  const { fouten, regels } = await leesBestand(Buffer.from(tekst));
  expect(regels).toEqual([]);
  expect(fouten.map(({ melding }) => melding).join()).toContain(zin);
});

test('een apostrof die een formule moest tegenhouden hoort niet bij de naam', async () => {
  const { regels } = await leesBestand(Buffer.from("naam;email\n'=1+1;a@x.nl\n't Hart;b@x.nl"));
  expect(regels.map(({ velden }) => velden.naam)).toEqual(['=1+1', "'t Hart"]);
});

test('te veel rijen wordt gezegd', async () => {
  const rijen = Array.from({ length: 20_001 }, (_, i) => `p${i}@x.nl;P ${i}`);
  const { fouten } = await leesBestand(Buffer.from(['email;naam', ...rijen].join('\n')));
  expect(fouten[0]?.melding).toContain('meer dan 20000 rijen');
});

test.each([
  ['kop met CRLF, rijen met LF', 'naam;email\r\nA A;a@x.nl\nB B;b@x.nl\nC C;c@x.nl\nD D;d@x.nl'],
  ['alle drie de regeleinden', 'naam;email\rA A;a@x.nl\r\nB B;b@x.nl\nC C;c@x.nl\rD D;d@x.nl\r'],
  ['kop met LF, rijen met CRLF', 'naam;email\nA A;a@x.nl\r\nB B;b@x.nl\r\nC C;c@x.nl\r\nD D;d@x.nl'],
  ['sep= met puntkomma', 'sep=;\r\nnaam;email\r\nA A;a@x.nl\nB B;b@x.nl\nC C;c@x.nl\nD D;d@x.nl'],
  ['sep= met een streep', 'sep=|\nnaam|email\nA A|a@x.nl\nB B|b@x.nl\nC C|c@x.nl\nD D|d@x.nl'],
  [
    'komma’s, met meer puntkomma’s in de kop',
    'naam,email,pet;das;jas;hoed\nA A,a@x.nl,\nB B,b@x.nl,\nC C,c@x.nl,\nD D,d@x.nl,',
  ],
])('%s: vier mensen', async (_wat, tekst) => {
  const { regels, fouten } = await leesBestand(Buffer.from(tekst));
  expect(fouten).toEqual([]);
  expect(regels.map(({ velden }) => velden.email)).toEqual(['a@x.nl', 'b@x.nl', 'c@x.nl', 'd@x.nl']);
});

test('meer cellen dan kolommen is een fout, behalve als wat over is leeg is', async () => {
  const leeg = await leesBestand(Buffer.from('naam;email\nA A;a@x.nl;;\nB B;b@x.nl'));
  expect([leeg.fouten, leeg.regels.length]).toEqual([[], 2]);
  const vol = await leesBestand(Buffer.from('naam;email\nA A;a@x.nl\nB B;b@x.nl;c@x.nl;x\nC C;c@x.nl'));
  expect(vol.regels).toEqual([]);
  expect(vol.fouten).toEqual([
    { rij: 3, kolom: null, melding: expect.stringContaining('heeft 4 cellen, en er zijn 2 kolommen') },
  ]);
});

test('Tussenv., Infix en Email school heten ook zo', async () => {
  for (const kop of ['Tussenv.', 'Infix', 'tussenvoegsel']) {
    const { koppen, onbekend } = await leesBestand(
      Buffer.from(`Voornaam;${kop};Achternaam;Email school\nA;de;B;a@x.nl`),
    );
    expect([koppen.tussenvoegsel, koppen.email, onbekend]).toEqual([kop, 'Email school', []]);
  }
});

test('wat in geen naam staat wordt aangewezen: zo ziet een bestand van een Mac eruit', () => {
  const mac = ['RenŽe', 'No‘l', 'Fran\u008dois', 'G\u009frkan Ÿzg', 'Mu–oz', 'JŸrgen', 'Zo‘', 'RenÃ©e', 'A3'];
  expect(mac.filter((naam) => !onwaarschijnlijk(naam))).toEqual([]);
  const goed = [
    'Renée',
    'Noël',
    "'t Hoff",
    '‘t Hoff',
    'O’Brien',
    'Žarko Šarić',
    'ŠARIĆ',
    'J. (Jan)',
    'Anne-Marie',
    '李',
  ];
  expect(goed.filter(onwaarschijnlijk)).toEqual([]);
});

test('een Excel-bestand is ook een lijst met mensen', async () => {
  const rijen = [
    ['naam', 'email', 'BRIN'],
    ['Łukasz van ’t Hof', 'l@x.nl', '06OY00'],
    [null, null, null],
    ['Bo Wit', 'b@x.nl', 12],
  ];
  const stukken: Uint8Array[] = [];
  for await (const stuk of writeXlsxStream(rijen, { name: 'Blad' }) as unknown as AsyncIterable<Uint8Array>)
    stukken.push(stuk);
  const { regels, fouten, vorm } = await leesBestand(Buffer.concat(stukken));
  expect([fouten, vorm]).toEqual([[], 'Excel']);
  expect(regels).toEqual([
    { rij: 2, velden: { naam: 'Łukasz van ’t Hof', email: 'l@x.nl', vestigingscode: '06OY00' } },
    { rij: 4, velden: { naam: 'Bo Wit', email: 'b@x.nl', vestigingscode: '12' } },
  ]);
});
