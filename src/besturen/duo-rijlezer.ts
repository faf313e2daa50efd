import type { FieldError } from '../platform/errors/domain-error.js';
import type { Duorij, Duotabel } from './duo-dialect.rules.js';

/** How DUO's files call the same column; underscores and hyphens have become spaces. */
export const koppen = {
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
export type Kolom = keyof typeof koppen;

/** How many of these columns a file has. */
export const bekendeKolommen = (kolommen: string[]): number =>
  Object.values(koppen).filter((namen) => namen.some((kop) => kolommen.includes(kop))).length;

/** Finds cells by column and gathers what is wrong with them. */
export class Rijlezer {
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
