import type { FieldError } from '../platform/errors/domain-error.js';
import type { Onderwijssoort } from './school.entity.js';
import { csvRows, csvText, type CsvText, UnreadableTable } from '../platform/table/csv.js';

/** A row of a DUO file; `rij` is its line in the file, counted from 1 with the header. */
interface Duorij {
  rij: number;
  /** Trimmed; DUO writes an empty cell as one space. */
  cellen: string[];
}

interface Duotabel {
  /** In capitals, with one space where a file has an underscore or a hyphen. */
  kolommen: string[];
  rijen: Duorij[];
}

/**
 * Reads any of DUO's dialects, by what the file is and not by its name, with the decoder of all our files.
 * @param past how many of the columns that we need a head has.
 * @throws UnreadableTable
 */
function leesDuotabel(bytes: Uint8Array, past: (kolommen: string[]) => number): Duotabel {
  const bron = csvText(bytes, (koppen) => past(koppen.map(kolomnaam)));
  const [eerste, ...rijen] = besteLezing(bron);
  return { kolommen: (eerste?.cellen ?? []).map(kolomnaam), rijen };
}

/** Without quotes a name may hold one; so quotes only count where the header has them, or where the cells then fit. */
function besteLezing(bron: CsvText): Duorij[] {
  const aangehaald = bron.text.trimStart().startsWith('"');
  const letterlijk = lees(bron, false);
  if (!aangehaald && rechthoekig(letterlijk)) return letterlijk;
  const metAanhaling = probeer(bron);
  if (!metAanhaling) return letterlijk;
  return aangehaald || rechthoekig(metAanhaling) ? metAanhaling : letterlijk;
}

/** With quotes; undefined when one is never closed. */
function probeer(bron: CsvText): Duorij[] | undefined {
  try {
    return lees(bron, '"');
  } catch (error) {
    if (error instanceof UnreadableTable) return undefined;
    throw error;
  }
}

const rechthoekig = (rijen: readonly Duorij[]): boolean =>
  rijen.every(({ cellen }) => cellen.length === rijen[0]!.cellen.length);

const lees = ({ text, delimiter, skipped }: CsvText, quote: '"' | false): Duorij[] =>
  csvRows(text, delimiter, skipped, quote).map(({ line, cells }) => ({
    rij: line,
    cellen: cells.map((cel) => cel.trim()),
  }));

function kolomnaam(kop: string): string {
  return kop
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}

/** A vestiging as DUO lists it. */
export interface Duoschool {
  vestigingscode: string;
  naam: string;
  adres: string | null;
  postcode: string | null;
  plaats: string;
  gemeente: string;
  onderwijssoort: Onderwijssoort;
  bestuursnummer: string;
}

export interface Duobestuur {
  nummer: string;
  naam: string;
}

export interface Duobestand {
  scholen: Duoschool[];
  besturen: Duobestuur[];
  fouten: FieldError[];
}

/** Reads a file of vestigingen, of besturen, or of both. Every error of every row is named at once. */
export function leesDuobestand(bestandsnaam: string, bytes: Uint8Array): Duobestand {
  const tabel = tabelUit(bytes);
  if (typeof tabel === 'string') return nietGelezen(bestandsnaam, tabel);
  const lezer = new Rijlezer(bestandsnaam, tabel);
  const ontbreekt = ontbrekend(lezer);
  if (ontbreekt) return nietGelezen(bestandsnaam, ontbreekt);
  const heel = tabel.rijen.filter((rij) => lezer.isHeel(rij));
  const scholen = lezer.heeft('vestigingscode') ? heel.map((rij) => schoolVan(lezer, rij)) : [];
  const besturen = lezer.heeft('bestuursnaam') ? heel.map((rij) => bestuurVan(lezer, rij)) : [];
  return { scholen: zonderDubbele(lezer, heel, scholen), besturen, fouten: lezer.fouten };
}

const nietGelezen = (veld: string, melding: string): Duobestand => ({
  scholen: [],
  besturen: [],
  fouten: [{ veld, melding }],
});

/** The table of a file, or in a sentence why it has none. */
function tabelUit(bytes: Uint8Array): Duotabel | string {
  try {
    return leesDuotabel(bytes, bekendeKolommen);
  } catch (error) {
    if (error instanceof UnreadableTable) return error.message;
    throw error;
  }
}

/** Says in a sentence what a file lacks; undefined when it can be read. */
function ontbrekend(lezer: Rijlezer): string | undefined {
  if (!lezer.heeft('vestigingscode') && lezer.heeft('bestuursnaam') && lezer.heeft('nummer'))
    return undefined;
  const nodig = (['vestigingscode', 'naam', 'nummer'] as const).filter((kolom) => !lezer.heeft(kolom));
  const kolommen: string[] = nodig.map((kolom) => koppen[kolom][0]);
  if (!lezer.heeft('plaats') && !lezer.heeft('gemeente')) kolommen.push(koppen.plaats[0]);
  if (kolommen.length === 0) return undefined;
  return `Dit is geen bestand met scholen van DUO: ${kolommen.length === 1 ? 'de kolom' : 'de kolommen'} ${kolommen.join(', ')} ${kolommen.length === 1 ? 'ontbreekt' : 'ontbreken'}.`;
}

const vestigingscode = /^[0-9]{2}[A-Z]{2}[0-9]{2}$/;
const bestuursnummer = /^[0-9]{5}$/;
const nummeruitleg = 'Een nummer van een bestuur is vijf cijfers.';

function schoolVan(lezer: Rijlezer, rij: Duorij): Duoschool {
  const plaats = lezer.gevuld(rij, lezer.heeft('plaats') ? 'plaats' : 'gemeente');
  const adres = `${lezer.cel(rij, 'straat')} ${lezer.cel(rij, 'huisnummer')}`.trim();
  return {
    vestigingscode: lezer.code(
      rij,
      'vestigingscode',
      vestigingscode,
      'Een vestigingscode is twee cijfers, twee letters en twee cijfers.',
    ),
    naam: lezer.gevuld(rij, 'naam'),
    adres: adres || null,
    postcode: lezer.cel(rij, 'postcode') || null,
    plaats: plaatsnaam(plaats),
    gemeente: (lezer.cel(rij, 'gemeente') || plaats).toUpperCase(),
    onderwijssoort: soortVan(lezer, rij),
    bestuursnummer: lezer.code(rij, 'nummer', bestuursnummer, nummeruitleg),
  };
}

function bestuurVan(lezer: Rijlezer, rij: Duorij): Duobestuur {
  return {
    nummer: lezer.heeft('vestigingscode')
      ? lezer.cel(rij, 'nummer')
      : lezer.code(rij, 'nummer', bestuursnummer, nummeruitleg),
    naam: lezer.cel(rij, 'bestuursnaam'),
  };
}

/** The lists of SBO, SO and VSO name the kind in each row; the list of basisscholen has no such column. */
function soortVan(lezer: Rijlezer, rij: Duorij): Onderwijssoort {
  if (lezer.heeft('structuur')) return 'voortgezet';
  const soort = lezer.cel(rij, 'soort').toUpperCase();
  if (['', 'BO', 'BAO', 'BASISONDERWIJS', 'BASISSCHOOL'].includes(soort)) return 'basisonderwijs';
  return soort === 'VO' ? 'voortgezet' : 'gespecialiseerd';
}

/** The same row twice is one school; the same code for two schools is an error. */
function zonderDubbele(
  lezer: Rijlezer,
  rijen: readonly Duorij[],
  scholen: readonly Duoschool[],
): Duoschool[] {
  const eerder = new Map<string, { school: Duoschool; rij: number }>();
  for (const [i, school] of scholen.entries()) {
    const rij = rijen[i]!;
    const al = eerder.get(school.vestigingscode);
    if (!al) eerder.set(school.vestigingscode, { school, rij: rij.rij });
    else if (
      JSON.stringify(al.school) !== JSON.stringify(school) &&
      vestigingscode.test(school.vestigingscode)
    ) {
      lezer.meld(
        rij,
        'vestigingscode',
        `${school.vestigingscode} staat ook in rij ${al.rij}, met andere gegevens.`,
      );
    }
  }
  return [...eerder.values()].map(({ school }) => school);
}

/** How DUO's files call the same column; underscores and hyphens have become spaces. */
const koppen = {
  vestigingscode: ['VESTIGINGSCODE', 'VESTIGINGSNUMMER'],
  naam: ['VESTIGINGSNAAM', 'NAAM VESTIGING'],
  straat: ['STRAATNAAM', 'STRAATNAAM VESTIGING'],
  huisnummer: ['HUISNUMMER TOEVOEGING', 'HUISNUMMER TOEVOEGING VESTIGING', 'HUISNUMMER'],
  postcode: ['POSTCODE', 'POSTCODE VESTIGING'],
  plaats: ['PLAATSNAAM', 'PLAATSNAAM VESTIGING'],
  gemeente: ['GEMEENTENAAM', 'GEMEENTENAAM VESTIGING'],
  soort: ['SOORT VESTIGING', 'SOORT PO', 'ONDERWIJSSOORT'],
  structuur: ['ONDERWIJSSTRUCTUUR'],
  nummer: ['BEVOEGD GEZAG NUMMER', 'NUMMER BEVOEGD GEZAG'],
  bestuursnaam: ['BEVOEGD GEZAG NAAM', 'NAAM BEVOEGD GEZAG'],
} as const;
type Kolom = keyof typeof koppen;

/** How many of these columns a file has. */
const bekendeKolommen = (kolommen: string[]): number =>
  Object.values(koppen).filter((namen) => namen.some((kop) => kolommen.includes(kop))).length;

/** Finds cells by column and gathers what is wrong with them. */
class Rijlezer {
  readonly fouten: FieldError[] = [];
  private readonly plaatsen = new Map<Kolom, number>();

  constructor(
    private readonly bestandsnaam: string,
    private readonly tabel: Duotabel,
  ) {
    for (const [kolom, namen] of Object.entries(koppen) as [Kolom, readonly string[]][]) {
      const plaats = namen.map((kop) => tabel.kolommen.indexOf(kop)).find((i) => i >= 0);
      if (plaats !== undefined) this.plaatsen.set(kolom, plaats);
    }
  }

  heeft(kolom: Kolom): boolean {
    return this.plaatsen.has(kolom);
  }

  /** Every cell has its column; what is empty beyond the last one does not count. */
  isHeel(rij: Duorij): boolean {
    const { length } = this.tabel.kolommen;
    const { cellen } = rij;
    if (cellen.length >= length && cellen.slice(length).every((cel) => cel === '')) return true;
    this.meld(rij, undefined, `Deze rij heeft ${cellen.length} kolommen. Het moeten er ${length} zijn.`);
    return false;
  }

  cel(rij: Duorij, kolom: Kolom): string {
    return rij.cellen[this.plaatsen.get(kolom) ?? -1] ?? '';
  }

  /** The cell in capitals; anything but `vorm` is an error. */
  code(rij: Duorij, kolom: Kolom, vorm: RegExp, uitleg: string): string {
    const code = this.cel(rij, kolom).toUpperCase();
    if (!vorm.test(code)) this.meld(rij, kolom, `Hier staat “${this.cel(rij, kolom)}”. ${uitleg}`);
    return code;
  }

  gevuld(rij: Duorij, kolom: Kolom): string {
    const tekst = this.cel(rij, kolom);
    if (tekst === '') this.meld(rij, kolom, 'Deze cel is leeg.');
    return tekst;
  }

  meld(rij: Duorij, kolom: Kolom | undefined, melding: string): void {
    const waar = kolom && this.tabel.kolommen[this.plaatsen.get(kolom) ?? -1];
    this.fouten.push({
      veld: [this.bestandsnaam, `rij ${rij.rij}`, waar].filter(Boolean).join(', '),
      melding,
    });
  }
}

/** DUO writes places in capitals: "DE MEERN" becomes "De Meern", "'S-GRAVENHAGE" becomes "'s-Gravenhage". */
export function plaatsnaam(hoofdletters: string): string {
  const klein = new Set(['aan', 'bij', 'den', 'der', 'en', 'in', 'op', 'ter', 'van', 's', 't']);
  return hoofdletters
    .toLowerCase()
    .replace(/\p{L}+/gu, (woord, plek: number) =>
      klein.has(woord) && !isBegin(woord, plek) ? woord : hoofdletter(woord),
    );
}

/** Den Haag begins with a capital, Wijk aan Zee keeps its small word, 's-Gravenhage never begins with one. */
const isBegin = (woord: string, plek: number): boolean => plek === 0 && woord !== 's' && woord !== 't';

const hoofdletter = (woord: string): string =>
  woord.startsWith('ij') ? `IJ${woord.slice(2)}` : woord.charAt(0).toUpperCase() + woord.slice(1);

/** The day in a file name such as `vestigingen-2026-10-01.csv`, `01-10-2026` or `20261001`. */
export function peildatumIn(bestandsnaam: string): string | undefined {
  const jaarEerst = /(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)/.exec(bestandsnaam);
  if (jaarEerst) return jaarEerst.slice(1, 4).join('-');
  const dagEerst = /(?<!\d)(0[1-9]|[12]\d|3[01])[-_.](0[1-9]|1[0-2])[-_.](20\d{2})/.exec(bestandsnaam);
  return dagEerst ? dagEerst.slice(1, 4).reverse().join('-') : undefined;
}
