/** Small DUO files in the three dialects, byte for byte as DUO writes them. */
export interface Rij {
  nummer: string;
  code: string;
  naam: string;
  straat?: string;
  postcode?: string;
  plaats?: string;
  gemeente?: string;
}

const rijen: Rij[] = [
  {
    nummer: '41400',
    code: '06OY00',
    naam: 'Openbare Basisschool de Cirkel',
    straat: 'Dorpsstraat',
    plaats: 'UTRECHT',
  },
  { nummer: '77195', code: '15DK00', naam: 'KBS Ariëns', straat: 'Brinkstraat', plaats: 'DE MEERN' },
  { nummer: '00123', code: '32BZ00', naam: 'School "Het Plein" in de Wijk', straat: '', plaats: 'VLEUTEN' },
];
export const drieScholen: readonly Rij[] = rijen;

const kolommen = [
  'PROVINCIE',
  'BEVOEGD GEZAG NUMMER',
  'INSTELLINGSCODE',
  'VESTIGINGSCODE',
  'VESTIGINGSNAAM',
  'STRAATNAAM',
  'HUISNUMMER-TOEVOEGING',
  'POSTCODE',
  'PLAATSNAAM',
  'GEMEENTENAAM',
];

const cellen = (rij: Rij): string[] => [
  'Utrecht',
  rij.nummer,
  rij.code.slice(0, 4),
  rij.code,
  rij.naam,
  rij.straat ?? '',
  rij.straat ? '1' : '',
  rij.postcode ?? '',
  rij.plaats ?? 'UTRECHT',
  rij.gemeente ?? 'UTRECHT',
];

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** Semicolons, Windows-1252, CRLF, no quotes; an empty cell is one space. */
export function klassiek(scholen: readonly Rij[] = rijen): Buffer {
  const regels = [kolommen, ...scholen.map((rij) => cellen(rij).map((cel) => cel || ' '))];
  return Buffer.from(regels.map((regel) => `${regel.join(';')}\r\n`).join(''), 'latin1');
}

/** Semicolons, UTF-8 with a mark, underscores in the header. */
export function metStreepjes(scholen: readonly Rij[] = rijen): Buffer {
  const kop = kolommen.map((kolom) => kolom.replace(/[ -]/g, '_'));
  const tekst = [kop, ...scholen.map(cellen)].map((regel) => `${regel.join(';')}\n`).join('');
  return Buffer.concat([BOM, Buffer.from(tekst, 'utf8')]);
}

/** Commas, every cell quoted, UTF-8 with a mark. */
export function aangehaald(scholen: readonly Rij[] = rijen): Buffer {
  const cel = (tekst: string): string => `"${tekst.replace(/"/g, '""')}"`;
  const tekst = [kolommen, ...scholen.map(cellen)].map((regel) => `${regel.map(cel).join(',')}\r\n`).join('');
  return Buffer.concat([BOM, Buffer.from(tekst, 'utf8')]);
}

/** The list of SBO, SO and VSO: no addresses, no place, other names for columns. */
export function gespecialiseerd(scholen: readonly Rij[]): Buffer {
  const kop =
    'INSTELLINGSCODE;VESTIGINGSCODE;NAAM_VESTIGING;SOORT_VESTIGING;BEVOEGD_GEZAG_NUMMER;GEMEENTENAAM_VESTIGING';
  const regels = scholen.map((r) =>
    [r.code.slice(0, 4), r.code, r.naam, 'SBO', r.nummer, r.gemeente ?? 'UTRECHT'].join(';'),
  );
  return Buffer.from([kop, ...regels].map((regel) => `${regel}\r\n`).join(''), 'latin1');
}
