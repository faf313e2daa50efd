import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Certificaatgegevens } from '../../src/certificering/certificaat/certificaat.entity.js';
import {
  bestandsnaam,
  type Blad,
  type Bladbron,
  bladVan,
  schoon,
  zet,
} from '../../src/certificering/pdf/blad.rules.js';
import { certificaatpdf, certificatenpdf } from '../../src/certificering/pdf/certificaatpdf.js';
import { type Letter, onafdrukbaar, onzetbaar } from '../../src/certificering/pdf/letters.rules.js';
import { lettertypen, type Lettertype } from '../../src/certificering/pdf/lettertypen.js';
import { formatDay } from '../../src/platform/clock/dates.js';
import { attachment } from '../../src/platform/web/attachment.js';
import { alsPng, bijlagen, heeftPoppler, poppler, uitgepakt } from './lezers.js';
import maakZip, { type Zipdeel } from '../../src/certificering/pdf/zip.worker.js';

const MOMENT = new Date('2026-06-24T13:00:00Z');
const DOCUMENT = { titel: 'Certificaten', moment: MOMENT };
const BADGE = {
  naam: 'badge.jwt',
  soort: 'application/vc+jwt',
  omschrijving: 'Badge',
  tekst: 'kop.inhoud.teken',
};

const gegevens: Certificaatgegevens = {
  naam: 'Anna van den Berg',
  opleiding: 'Leidinggeven aan Scholen I',
  opleidingCode: 'LAS1',
  cohort: 'LAS I, groep A',
  leerjaar: 1,
  leerjaren: 2,
  periode: { van: '2025-09-24', tot: '2026-06-17' },
  niveau: 'Post-hbo',
  studielastUren: 420,
  contacturen: 96,
  bijgewoondeUren: 88.5,
  ects: 7.5,
  herregistratiepunten: 60,
  aanbieders: ['Hogeschool Utrecht', 'Marnix Academie'],
  datum: '2026-06-24',
  plaats: 'Utrecht',
};

const bron = (anders: Partial<Certificaatgegevens> = {}, met: Partial<Bladbron> = {}): Bladbron => ({
  nummer: 'ULA-2026-0047',
  controlecode: 'K7QX-2M9P-VD4T',
  ingetrokkenOp: null,
  vervangenOp: null,
  ...met,
  gegevens: { ...gegevens, ...anders },
});
const blad = (...uit: Parameters<typeof bron>): Blad =>
  bladVan(bron(...uit), 'https://academie.example', formatDay);
const maak = (anders: Partial<Certificaatgegevens> = {}): Buffer =>
  certificaatpdf(blad(anders), MOMENT, BADGE);
const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('wat erop staat', () => {
  test('studielast, contacturen en bijgewoonde uren apart; getallen en dagen in het Nederlands', () => {
    expect(blad()).toMatchObject({
      adres: 'https://academie.example/certificaten/ULA-2026-0047',
      leerjaar: 'leerjaar 1 van 2',
      plaatsEnDatum: 'Utrecht, 24 juni 2026',
      ongeldig: null,
      feiten: [
        ['Periode', '24 september 2025 tot en met 17 juni 2026'],
        ['Niveau', 'Post-hbo'],
        ['Studielast', '420 uur'],
        ['Contacturen', '96 uur'],
        ['Bijgewoond', '88,5 uur'],
        ['Studiepunten', '7,5 ECTS'],
        ['Herregistratie', '60 punten in het Schoolleidersregister PO'],
        ['Aanbieders', 'Hogeschool Utrecht, Marnix Academie'],
      ],
    });
  });

  test('wat niet bekend is staat er niet; niets bijgewoond is bekend', () => {
    const niets = {
      niveau: null,
      studielastUren: null,
      contacturen: null,
      ects: null,
      herregistratiepunten: null,
    };
    const kaal = blad({ ...niets, bijgewoondeUren: 0, aanbieders: [], plaats: null, leerjaren: 1 });
    expect(kaal.feiten.map(([label]) => label)).toEqual(['Periode', 'Bijgewoond']);
    expect(kaal).toMatchObject({ leerjaar: null, plaatsEnDatum: '24 juni 2026' });
  });

  test('ingetrokken en vervangen wordt gezegd, met de dag in Utrecht', () => {
    const op = new Date('2027-03-02T23:30:00Z');
    expect(blad({}, { ingetrokkenOp: op }).ongeldig?.sinds).toBe('Ingetrokken op 3 maart 2027');
    expect(blad({}, { vervangenOp: op }).ongeldig?.woord).toBe('Vervangen');
  });
});

describe('een tekst zetten', () => {
  const meet = (tekst: string, corps: number): number => [...tekst].length * corps * 0.5;
  const treden = [
    { corps: 30, regels: 1 },
    { corps: 20, regels: 2 },
    { corps: 10, regels: 3 },
  ];

  test('de grootste stap waarin het past; twee regels zijn ongeveer even breed', () => {
    expect(zet('Anna Berg', 300, treden, meet)).toEqual({ corps: 30, regels: ['Anna Berg'] });
    const { corps, regels } = zet('Maria Wilhelmina van den Broek-Smit', 300, treden, meet);
    expect(corps).toBe(20);
    expect(regels).toEqual(['Maria Wilhelmina ', 'van den Broek-Smit']);
  });

  test('er gaat niets verloren en er steekt niets uit, wat het ook is', () => {
    const woord = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 });
    fc.assert(
      fc.property(fc.array(woord, { minLength: 1, maxLength: 20 }), (woorden) => {
        const tekst = schoon(woorden.join(' '));
        const { corps, regels } = zet(tekst, 300, treden, meet);
        expect(regels.join('')).toBe(tekst);
        const enkel = (regel: string) => [...new Intl.Segmenter('nl').segment(regel.trimEnd())].length === 1;
        expect(regels.every((regel) => enkel(regel) || meet(regel.trimEnd(), corps) <= 300)).toBe(true);
      }),
    );
  });

  test.each([
    ['Zoe\u0308 van\u00a0 den\tBerg ', 'Zoë van den Berg'],
    ['An\u200bna\u202e', 'Anna'],
  ])('%j wordt %j', (getypt, gezet) => expect(schoon(getypt)).toBe(gezet));
});

describe('letters', () => {
  test.each(['ëïñĞŁőțßæøåžčęıİ’', 'Œ Đ Þ ð Ŵ ỳ', 'ẹ́ q̃ ṃ̈ Ẽ̱', 'Ελένη', 'Олена', 'Nguyễn Thị Thảo'])(
    '%s can be set',
    (naam) => expect(onzetbaar(schoon(naam))).toEqual([]),
  );

  test('wat het lettertype niet heeft wordt genoemd, niet weggelaten', () => {
    expect(onzetbaar('Anna 王 (Ƶ) 😀')).toEqual(['王', 'Ƶ', '😀']);
  });

  test('wat een letter kan tonen staat in de regels zoals het in het lettertype staat', () => {
    // Beyond these planes there are no letters of ours.
    const alle = Array.from({ length: 0x20000 }, (_, teken) => String.fromCodePoint(teken));
    for (const [letter, font] of Object.entries(lettertypen()) as [Letter, Lettertype][]) {
      const mist = alle.filter((teken) => !font.hasGlyphForCodePoint(teken.codePointAt(0)!));
      expect(onafdrukbaar(alle.join(' '), letter).join('') === mist.join('')).toBe(true);
    }
  });

  (heeftPoppler ? test : test.skip)(
    'een naam die in delen is getypt wordt gelezen, en zijn letters geven niet af op andere',
    () => {
      const namen = [
        'Ẹ̀kọ́ Erik q̃',
        'Zoë Ğül-Łukasz Őț ßæ ñ',
        'Steffi Fjord, office',
        'Ad\u0323e\u0301 Dvor\u030ca\u0301k',
      ];
      for (const naam of namen) {
        const tekst = poppler('pdftotext', maak({ naam: naam.normalize('NFD') })).normalize('NFC');
        // Between letters with loose marks pdftotext sees room for a space.
        expect(tekst.replace(/\s+/g, '')).toContain(naam.normalize('NFC').replace(/\s+/g, ''));
        expect(tekst).toContain('Leidinggeven aan Scholen I');
        expect(tekst).toContain('24 september 2025 tot en met 17 juni 2026');
      }
    },
  );
});

describe('het document', () => {
  test('weer dezelfde bytes, na een ander, en in een ander proces in een andere tijdzone', () => {
    const eerste = hash(maak());
    expect(hash(maak({ naam: 'Ẹ́lẹ́ Ẽ̱ fjord', plaats: '’s-Hertogenbosch' }))).not.toBe(eerste);
    expect(hash(maak())).toBe(eerste);
    const elders = (TZ: string): string =>
      execFileSync(
        process.execPath,
        [
          path.join(import.meta.dirname, 'losproces.mjs'),
          JSON.stringify({ bron: bron(), moment: MOMENT, bijlage: BADGE }),
        ],
        { env: { ...process.env, TZ, NODE_OPTIONS: '' } },
      ).toString();
    expect(elders('Pacific/Auckland')).toBe(eerste);
  });

  test('met tags, in het Nederlands, met de lettertypen erin en de badge erbij, zoals het zelf zegt', () => {
    const alles = uitgepakt(maak());
    expect(alles).toMatch(/\/Lang \(nl-NL\)/);
    expect(alles).toMatch(/\/Marked true/);
    expect(alles).toMatch(/\/DisplayDocTitle true/);
    expect(alles.match(/\/FontFile2 /g)).toHaveLength(4);
    expect(alles).toMatch(/\/AFRelationship \/Data/);
    expect(alles).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(alles).toContain('<pdfuaid:part>1</pdfuaid:part>');
    const soorten = [...alles.matchAll(/\/S \/(\w+)/g)].map(([, soort]) => soort);
    const nodig = ['Document', 'Sect', 'H1', 'P', 'Table', 'TR', 'TH', 'TD', 'L', 'LI', 'Figure', 'Link'];
    expect(nodig.filter((soort) => !soorten.includes(soort))).toEqual([]);
    expect(alles).toMatch(/\/Alt \(QR-code naar/);
  });

  test('in een PDF van velen staat de rand een keer', () => {
    const alles = uitgepakt(Buffer.concat([...certificatenpdf([blad(), blad(), blad()], DOCUMENT)]));
    expect(alles.match(/\/Subtype \/Form/g)).toHaveLength(1);
    expect(alles.match(/\/Lijst Do/g)).toHaveLength(3);
  });

  test('een titel met tekens van XML laat de metadata leesbaar', () => {
    const alles = uitgepakt(maak({ opleiding: 'Rekenen & <taal>' }));
    expect(alles).toContain('Rekenen en taal</rdf:li>');
  });

  (heeftPoppler ? test : test.skip)('een ander programma vindt alles', () => {
    const pdf = maak();
    const info = poppler('pdfinfo', pdf);
    expect(info).toMatch(/Tagged: +yes/);
    expect(info).toMatch(/Pages: +1\n/);
    expect(info).toMatch(/Page size: .*A4/);
    const letters = poppler('pdffonts', pdf).trim().split('\n').slice(2);
    expect(letters.map((regel) => /(yes) +(yes) +(yes)/.exec(regel)?.slice(1))).toEqual(
      letters.map(() => ['yes', 'yes', 'yes']),
    );
    const tekst = poppler('pdftotext', pdf);
    const stukken = [
      'Anna van den Berg',
      'leerjaar 1 van 2',
      '420 uur',
      '96 uur',
      'ULA-2026-0047',
      'K7QX-2M9P-VD4T',
    ];
    expect(stukken.filter((stuk) => !tekst.includes(stuk))).toEqual([]);
    const boom = poppler('pdfinfo', pdf, '-struct-text');
    expect(boom.replace(/\s+/g, ' ')).toMatch(
      /H1 \(block\) "Certificaat".*TH: \/Scope \/Row "Periode" TD "24 september/,
    );
    const [lijst, inhoud] = bijlagen(pdf);
    expect(lijst).toContain('badge.jwt');
    expect(inhoud).toBe(BADGE.tekst);
  });

  (heeftPoppler ? test : test.skip)('de QR leidt naar de controle', () => {
    const { data, width, height } = PNG.sync.read(alsPng(maak(), 150));
    const gelezen = jsqr.default(new Uint8ClampedArray(data), width, height);
    expect(gelezen?.data).toBe('https://academie.example/certificaten/ULA-2026-0047');
  });

  (heeftPoppler ? test : test.skip)('de langste namen blijven op een pagina, met alles erbij', () => {
    const naam = `${'Wolfeschlegelsteinhausenbergerdorff'.repeat(3)} van de ${'Ŵ'.repeat(80)}`;
    const opleiding =
      'Post-hbo-opleiding Intern Begeleider en Kwaliteitscoördinator in het speciaal onderwijs '.repeat(3);
    const aanbieders = Array.from(
      { length: 8 },
      (_, i) => `Stichting Samenwerkingsverband Primair Onderwijs ${i}`,
    );
    const pdf = maak({
      naam,
      opleiding,
      aanbieders,
      plaats: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch',
    });
    expect(poppler('pdfinfo', pdf)).toMatch(/Pages: +1\n/);
    const kaal = poppler('pdftotext', pdf).replace(/\s+/g, '');
    expect(kaal).toContain(naam.replace(/\s+/g, ''));
    expect(kaal).toContain(schoon(opleiding).replace(/\s+/g, ''));
    expect(kaal).toContain('Onderwijs7');
  });
});

describe('files', () => {
  test.each([
    ['Zoë van den Berg', 'ULA-2026-0001 Zoë van den Berg.pdf'],
    ['A/B\\C:D*E?"F<G>H|', 'ULA-2026-0001 A-B-C-D-E-F-G-H-.pdf'],
    ['Jan Jr. ...', 'ULA-2026-0001 Jan Jr.pdf'],
    ['../../etc', 'ULA-2026-0001 ..-..-etc.pdf'],
    ['x'.repeat(300), `ULA-2026-0001 ${'x'.repeat(100)}.pdf`],
  ])('%j becomes %j', (naam, bestand) => expect(bestandsnaam('ULA-2026-0001', naam, 'pdf')).toBe(bestand));

  test('een kopregel noemt een bestand voluit en in ASCII', () => {
    expect(attachment('Zoë "Ł".pdf')).toBe(
      `attachment; filename="Zoe ___.pdf"; filename*=UTF-8''Zo%C3%AB%20%22%C5%81%22.pdf`,
    );
  });

  test('een zip heeft weer dezelfde bytes, met elk bestand zoals de houder het krijgt', async () => {
    const deel = (naam: string): Zipdeel => ({
      naam: `Ł${naam}.pdf`,
      blad: blad({ naam }),
      moment: MOMENT,
      bijlage: BADGE,
    });
    const pak = async (): Promise<Buffer> => {
      const happen = Readable.from([[deel('Anna'), deel('Bo')], [deel('Zoë')]]) as AsyncIterable<Zipdeel[]>;
      const delen: Uint8Array[] = [];
      for await (const stuk of maakZip({ dag: '2026-06-24' }, happen)) delen.push(stuk);
      return Buffer.concat(delen);
    };
    const zip = await pak();
    expect(hash(await pak())).toBe(hash(zip));
    for (const naam of ['Anna', 'Bo', 'Zoë']) expect(zip.includes(maak({ naam }))).toBe(true);
    expect(zip.readUInt32LE(zip.length - 22)).toBe(0x06054b50);
    expect(zip.readUInt16LE(zip.length - 12)).toBe(3);
    // 24 June 2026, noon.
    expect(zip.readUInt16LE(12)).toBe(((2026 - 1980) << 9) | (6 << 5) | 24);
    expect(zip.readUInt16LE(10)).toBe(12 << 11);
  });
});
