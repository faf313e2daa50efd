import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readXlsx, writeXlsxStream, type CellValue } from 'hucre/xlsx';
import { buffer } from 'node:stream/consumers';
import { copyOut } from '../../src/platform/database/copy.js';
import { withValues } from '../../src/platform/database/literals.js';
import { BOM, csvLines, withLineEnds } from '../../src/platform/table/csv.js';
import { xmlText } from '../../src/platform/text/characters.js';
import {
  DeelnemerslijstenQueries,
  type Deelnemer,
} from '../../src/deelnemerslijsten/deelnemerslijsten.queries.js';
import { csvKopie, type Kolom } from '../../src/deelnemerslijsten/kolommen.rules.js';
import { CertificatenlijstService } from '../../src/deelnemerslijsten/certificatenlijst.service.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { systeem } from '../../src/toegang/wie.js';
import { volledigeNaam } from '../../src/toegang/persoon.entity.js';
import { maakCertificaat, maakVoltooid } from '../certificering/certificaten.js';
import { maakCohort } from '../support/makers.js';
import { vraag } from '../support/vraag.js';
import { haal, maakStad, meldAan, PAD, XLSX, type Stad } from './opstelling.js';

/** PostgreSQL writes the cells of a file; here stands again, by the rule for small lists, what has to come out. */
let stad: Stad;
beforeAll(async () => {
  stad = await maakStad();
});
afterAll(() => stad?.academie.sluit());

const tekens = Array.from({ length: 0x2ff }, (_, i) => String.fromCodePoint(i + 1));
const breed = [...'＝＋－＠＂；', '\u2028', '\u2212', '\uFEFF', '\uFFFE', '😀', '\u{10FFFF}'];
const NARIG = [
  '',
  ...[...tekens, ...breed].flatMap((teken) => [teken, `${teken}1+1`, `a${teken}`, `"${teken}"`]),
  ...[
    '"\n',
    ';"\n',
    '"',
    '""',
    '";"',
    '\r\n',
    '\n\r',
    '\\N',
    '\\.',
    '\\.\n',
    String.raw`\\t`,
    "'",
    "'=1",
    ' =1',
    'NULL',
  ],
];

describe('een cel van PostgreSQL is die van de kleine lijsten', () => {
  async function zelfde(teksten: string[]): Promise<void> {
    const rijen = 'SELECT t FROM unnest($1::text[]) WITH ORDINALITY AS u (t, nummer) ORDER BY nummer';
    for (const voorSysteem of [false, true]) {
      const kolommen: Kolom[] = [
        { kop: '', soort: 'tekst', breedte: 1, sql: 't' },
        { kop: '', soort: 'code', breedte: 1, sql: 't', vanSysteem: true },
      ];
      const opdracht = withValues(csvKopie(kolommen, rijen, voorSysteem), [teksten]);
      const bytes = await buffer(
        withLineEnds(copyOut(stad.academie.dataSource, () => Promise.resolve(opdracht))),
      );
      const verwacht = csvLines(
        teksten.map((tekst) => [tekst, tekst]),
        voorSysteem ? [1] : [],
      );
      expect(bytes.toString()).toBe(verwacht);
    }
  }

  test('voor elk teken dat een rekenblad iets kan zeggen', () => zelfde(NARIG));

  test('voor wat wie dan ook verzint', async () => {
    const tekst = fc
      .array(fc.oneof(fc.constantFrom(...'=+-@\t\r\n";\'\\', ...breed), fc.string({ unit: 'binary' })))
      .map((stukken) => stukken.join('').replaceAll('\0', ''));
    await fc.assert(fc.asyncProperty(fc.array(tekst, { minLength: 1, maxLength: 40 }), zelfde), {
      numRuns: 10,
    });
  });
});

const klok = new Intl.DateTimeFormat('sv-SE', {
  ...{ timeZone: 'Europe/Amsterdam', year: 'numeric', month: '2-digit', day: '2-digit' },
  ...{ hour: '2-digit', minute: '2-digit' },
});
type Waarde = string | number | [Date, 'dag' | 'moment'] | null;
const op = (moment: Date | null, soort: 'dag' | 'moment'): Waarde => moment && [moment, soort];
const waarden = (d: Deelnemer): Waarde[] => [
  ...[volledigeNaam(d), d.voornaam, d.tussenvoegsel, d.achternaam, d.email, d.functie, d.vestigingscode],
  ...[
    d.school,
    d.bestuursnummer,
    d.bestuur,
    d.opleidingCode,
    d.opleiding,
    d.cohortCode,
    d.cohort,
    d.schooljaar,
  ],
  ...[op(d.eerste, 'dag'), d.status, d.wachtOp.join(', ') || null, op(d.vervaltOp, 'moment')],
  ...[d.wachtlijstpositie, op(d.aangemeldOp, 'moment'), d.externeReferentie, d.id],
];
const csvcel = (w: Waarde): string => {
  if (!Array.isArray(w)) return w === null ? '' : String(w);
  return klok.format(w[0]).slice(0, w[1] === 'dag' ? 10 : undefined);
};
const xlsxcel = (w: Waarde): CellValue => {
  if (typeof w === 'string') return xmlText(w).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
  if (!Array.isArray(w)) return w;
  const dagen = Date.parse(`${klok.format(w[0]).replace(' ', 'T')}Z`) / 86_400_000 + 25_569;
  return w[1] === 'dag' ? Math.floor(dagen) : dagen;
};

describe('een deelnemerslijst', () => {
  let regels: Deelnemer[];
  beforeAll(async () => {
    const { academie, spo, ksu, las } = stad;
    const vol = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 1 });
    const narig = [
      '=1+1',
      '-2"',
      '＠x\ny',
      '\r\n";"',
      '"\n',
      '\\N',
      'Ünï_x0041_😀',
      "'t",
      '+31;\t',
      '@\u0001',
    ];
    for (const [i, tekst] of narig.entries()) {
      const { persoonId, id } = await meldAan(
        stad,
        i % 3 ? vol : las,
        i % 2 ? spo.school : ksu.school,
        `Naam${i}`,
      );
      await academie.dataSource.query(
        'UPDATE persoon SET voornaam = $2, tussenvoegsel = $3, achternaam = $2 WHERE id = $1',
        [persoonId, tekst, i % 2 ? null : i % 4 ? tekst : ''],
      );
      await academie.dataSource.query(
        'UPDATE aanmelding SET functie = $2, externe_referentie = $2, aangemeld_op = $3 WHERE id = $1',
        [id, tekst, new Date(Date.UTC(2026, i, 28, 23 - i, 59, 59, 999))],
      );
    }
    await meldAan(stad, las, null, 'Voorlopig', { email: 'voorlopig@kopie.example' }, { soort: 'anoniem' });
    const queries = academie.app.get(DeelnemerslijstenQueries);
    regels = (await queries.pagina(null, {}, { skip: 0, take: 200 })).items;
    expect(regels).toHaveLength(narig.length + 1);
    expect(regels.some((d) => d.wachtlijstpositie) && regels.some((d) => d.vervaltOp)).toBe(true);
  });

  const kop = async (): Promise<string[]> =>
    (await haal(stad, stad.coordinator, '', 'text/csv')).tekst
      .replace(/^\uFEFF/, '')
      .split('\r\n', 1)[0]!
      .slice(1, -1)
      .split('";"');

  test('is als CSV tot op de byte wat de regels zeggen, voor een mens en voor een programma', async () => {
    const sleutel = await stad.academie.app
      .get(SleutelsService)
      .maak(systeem, 'hr', null, ['deelnemerslijst']);
    const rijen = regels.map((d) => waarden(d).map(csvcel));
    const verwacht = async (letterlijk: number[]): Promise<string> =>
      BOM + csvLines([await kop()]) + csvLines(rijen, letterlijk);
    const mens = await haal(stad, stad.coordinator, '', 'text/csv');
    expect(mens.bytes).toEqual(Buffer.from(await verwacht([])));
    const headers = { accept: 'text/csv', authorization: `Bearer ${sleutel}` };
    const programma = await vraag(stad.academie, PAD, { headers });
    expect(programma.bytes).toEqual(Buffer.from(await verwacht([21])));
  });

  test('heeft als XLSX in elke cel wat de regels zeggen', async () => {
    const eerste = await kop();
    const cellen = [eerste, ...regels.map((d) => waarden(d).map(xlsxcel))];
    const oud = await buffer(writeXlsxStream(cellen, { name: 'Deelnemers' }));
    const nieuw = await haal(stad, stad.coordinator, '', XLSX);
    const lees = async (bytes: Buffer): Promise<unknown[][]> =>
      (await readXlsx(bytes)).sheets[0]!.rows.map((rij) =>
        rij.map((w) => (w instanceof Date ? w.getTime() / 86_400_000 + 25_569 : w)),
      );
    expect(await lees(nieuw.bytes)).toEqual(await lees(oud));
  });
});

test('de lijst van certificaten ook, voor alle leerjaren en getallen', async () => {
  const { academie, ksu } = stad;
  for (const [naam, studielastUren, punten, datum] of [
    ['=Anna "A"', 12.5, null, '2026-03-29'],
    ['Bo\r\n;', 40, 0.1, '2025-10-26'],
  ] as const) {
    const gegevens = { naam, studielastUren, herregistratiepunten: punten, datum };
    const a = await maakVoltooid(academie.dataSource, { bestuurId: ksu.bestuur.id, schoolId: ksu.school.id });
    await maakCertificaat(academie.dataSource, a, { datum, gegevens });
  }
  const plek = { skip: 0, take: 10 };
  const { items } = await academie.app.get(CertificatenlijstService).regels(ksu.bestuur.id, {}, plek);
  const rijen = items.map((k) => [
    ...[
      k.nummer,
      k.naam,
      k.functie,
      k.vestigingscode,
      k.school,
      k.bestuursnummer,
      k.bestuur,
      k.opleidingCode,
    ],
    ...[k.opleiding, k.leerjaar, k.leerjaren, k.cohortCode, k.cohort, k.schooljaar, k.datum],
    ...[k.studielastUren, k.herregistratiepunten],
  ]);
  const { cookie } = ksu.inlog;
  const { tekst } = await vraag(academie, '/bestuur/certificaten.csv', { headers: { cookie } });
  const [kop = ''] = tekst.split('\r\n', 1);
  expect(rijen).toHaveLength(2);
  expect(tekst).toBe(`${kop}\r\n${csvLines(rijen.map((rij) => rij.map((w) => String(w ?? ''))))}`);
});
