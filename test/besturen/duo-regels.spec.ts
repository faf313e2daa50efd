import { describe, expect, test } from '@jest/globals';
import { peildatumIn, plaatsnaam, leesDuobestand } from '../../src/besturen/duo.rules.js';
import { aangehaald, drieScholen, gespecialiseerd, klassiek, metStreepjes } from './duo-bestanden.js';

const dialecten = { klassiek, metStreepjes, aangehaald };

describe.each(Object.entries(dialecten))('het dialect %s', (_naam, maak) => {
  test('geeft dezelfde scholen', () => {
    const { scholen, fouten } = leesDuobestand('scholen.csv', maak());
    expect(fouten).toEqual([]);
    expect(scholen).toEqual([
      {
        vestigingscode: '06OY00',
        naam: 'Openbare Basisschool de Cirkel',
        adres: 'Dorpsstraat 1',
        postcode: null,
        plaats: 'Utrecht',
        gemeente: 'UTRECHT',
        onderwijssoort: 'basisonderwijs',
        bestuursnummer: '41400',
      },
      expect.objectContaining({ naam: 'KBS Ariëns', plaats: 'De Meern', bestuursnummer: '77195' }),
      expect.objectContaining({
        naam: 'School "Het Plein" in de Wijk',
        adres: null,
        bestuursnummer: '00123',
      }),
    ]);
  });

  test('vergeeft kleine letters en spaties rond een code', () => {
    const { scholen, fouten } = leesDuobestand(
      'scholen.csv',
      maak([{ ...drieScholen[0]!, code: ' 06oy00 ' }]),
    );
    expect(fouten).toEqual([]);
    expect(scholen.map((s) => s.vestigingscode)).toEqual(['06OY00']);
  });

  test('noemt elke fout met haar rij, kolom en wat er stond', () => {
    const fout = [
      drieScholen[0]!,
      { nummer: '4140', code: '06OY0', naam: '', plaats: 'UTRECHT' },
      { nummer: '12E45', code: '060Y00', naam: 'School', plaats: '' },
    ];
    const { fouten } = leesDuobestand('scholen.csv', maak(fout));
    const kolom = maak === metStreepjes ? /rij 3, BEVOEGD GEZAG NUMMER/ : /rij 3, BEVOEGD GEZAG NUMMER/;
    expect(fouten.map(({ veld }) => veld).sort()).toEqual([
      expect.stringMatching(kolom),
      'scholen.csv, rij 3, VESTIGINGSCODE',
      'scholen.csv, rij 3, VESTIGINGSNAAM',
      'scholen.csv, rij 4, BEVOEGD GEZAG NUMMER',
      'scholen.csv, rij 4, PLAATSNAAM',
      'scholen.csv, rij 4, VESTIGINGSCODE',
    ]);
    expect(fouten.find(({ veld }) => veld.endsWith('rij 4, VESTIGINGSCODE'))!.melding).toBe(
      'Hier staat “060Y00”. Een vestigingscode is twee cijfers, twee letters en twee cijfers.',
    );
  });
});

const tekst = (regels: string[]): Buffer => Buffer.from(regels.join('\r\n'), 'latin1');

describe('een bestand', () => {
  test('zonder de kolommen zegt welke ontbreken', () => {
    const { fouten } = leesDuobestand('x.csv', tekst(['VESTIGINGSCODE;POSTCODE', '06OY00;3500 AA']));
    expect(fouten).toEqual([
      {
        veld: 'x.csv',
        melding:
          'Dit is geen bestand met scholen van DUO: de kolommen VESTIGINGSNAAM, BEVOEGD GEZAG NUMMER, PLAATSNAAM ontbreken.',
      },
    ]);
  });

  test.each([
    ['', 'empty'],
    ['<html></html>', 'something else'],
  ])('dat %s is wordt geweigerd', (inhoud) => {
    expect(leesDuobestand('x.csv', Buffer.from(inhoud)).fouten).toHaveLength(1);
  });

  test('met een kapotte rij zegt dat, en leest door', () => {
    const kop = 'BEVOEGD GEZAG NUMMER;VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM';
    const { fouten } = leesDuobestand(
      'x.csv',
      tekst([kop, '41400;06OY00;De Cirkel', '41400;06O;De Ster;UTRECHT']),
    );
    expect(fouten.map(({ veld }) => veld)).toEqual(['x.csv, rij 2', 'x.csv, rij 3, VESTIGINGSCODE']);
  });

  test("met puntkomma's en soms een cel tussen aanhalingstekens wordt met die tekens gelezen", () => {
    const kop = 'BEVOEGD GEZAG NUMMER;VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM';
    const { scholen, fouten } = leesDuobestand(
      'x.csv',
      tekst([kop, '41400;06OY00;"De Ster; Noord";UTRECHT']),
    );
    expect(fouten).toEqual([]);
    expect(scholen[0]!.naam).toBe('De Ster; Noord');
  });

  test.each(['"Het Plein" te Vleuten', '"Het Plein', 'Het Plein "', '"Het Plein"'])(
    'zonder aanhalingstekens neemt die in de naam %s zoals ze zijn',
    (naam) => {
      const { scholen, fouten } = leesDuobestand(
        'x.csv',
        klassiek([{ ...drieScholen[0]!, naam }, drieScholen[1]!]),
      );
      expect(fouten).toEqual([]);
      expect(scholen.map((school) => school.naam)).toEqual([naam, 'KBS Ariëns']);
    },
  );

  test('met een aanhalingsteken dat nooit sluit wordt geweigerd en loopt niet vast', () => {
    const heel = aangehaald().toString('utf8');
    const open = Buffer.from(heel.slice(0, heel.lastIndexOf('"')));
    expect(leesDuobestand('x.csv', open).fouten.length).toBeGreaterThan(0);
    const kop = 'BEVOEGD GEZAG NUMMER;VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM';
    const { fouten } = leesDuobestand('x.csv', tekst([kop, '41400;06OY00;"De Ster']));
    expect(fouten.map(({ veld }) => veld)).toEqual(['x.csv, rij 2']);
  });

  test('mag hetzelfde twee keer zeggen, maar geen twee dingen van een school', () => {
    const [eerste] = drieScholen;
    expect(leesDuobestand('x.csv', klassiek([eerste!, eerste!]))).toMatchObject({ fouten: [] });
    expect(leesDuobestand('x.csv', klassiek([eerste!, eerste!])).scholen).toHaveLength(1);
    const { fouten } = leesDuobestand('x.csv', klassiek([eerste!, { ...eerste!, naam: 'Anders' }]));
    expect(fouten[0]!.melding).toContain('staat ook in rij 2');
  });

  test('van speciale scholen weet zijn soort, en neemt de gemeente voor de plaats', () => {
    const { scholen, fouten } = leesDuobestand('sbo.csv', gespecialiseerd(drieScholen));
    expect(fouten).toEqual([]);
    expect(scholen[1]).toMatchObject({ onderwijssoort: 'gespecialiseerd', plaats: 'Utrecht', adres: null });
  });

  test('van middelbare scholen gaat niet door voor basisscholen', () => {
    const kop = 'BEVOEGD GEZAG NUMMER;VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;ONDERWIJSSTRUCTUUR';
    const { scholen } = leesDuobestand('vo.csv', tekst([kop, '41400;06OY00;Lyceum;UTRECHT;HAVO/VWO']));
    expect(scholen[0]!.onderwijssoort).toBe('voortgezet');
  });

  test('van besturen geeft nummers en namen', () => {
    const kop = 'BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM';
    const { besturen, fouten } = leesDuobestand(
      'b.csv',
      tekst([kop, '32099;Stichting De Boog', '3209;Fout']),
    );
    expect(besturen[0]).toEqual({ nummer: '32099', naam: 'Stichting De Boog' });
    expect(fouten.map(({ veld }) => veld)).toEqual(['b.csv, rij 3, BEVOEGD GEZAG NUMMER']);
  });
});

test.each([
  ['UTRECHT', 'Utrecht'],
  ['DE MEERN', 'De Meern'],
  ["'S-GRAVENHAGE", "'s-Gravenhage"],
  ['DEN HAAG', 'Den Haag'],
  ['WIJK BIJ DUURSTEDE', 'Wijk bij Duurstede'],
  ['CAPELLE AAN DEN IJSSEL', 'Capelle aan den IJssel'],
])('de plaats %s schrijf je als %s', (hoofdletters, naam) => {
  expect(plaatsnaam(hoofdletters)).toBe(naam);
});

test.each([
  ['vestigingen-2026-10-01.csv', '2026-10-01'],
  ['20261001-vestigingen.csv', '2026-10-01'],
  ['vestigingen 01-10-2026.csv', '2026-10-01'],
  ['03-alle-vestigingen-bo.csv', undefined],
  ['vestigingen-2026-13-01.csv', undefined],
])('de dag in %s is %s', (naam, dag) => {
  expect(peildatumIn(naam)).toBe(dag);
});
