/** Which part of education a bestuur or school is of. */
export const sectoren = ['po', 'go', 'vo', 'mbo', 'opleider', 'overig'] as const;
export type Sector = (typeof sectoren)[number];
/** In the order of the list, each once. */
export const opVolgorde = (gekozen: readonly string[]): Sector[] =>
  sectoren.filter((sector) => gekozen.includes(sector));
export const IN_SECTOREN = `IN ('po', 'go', 'vo', 'mbo', 'opleider', 'overig')`;

/** `duo` is kept by DUO's lists, `hand` by people; `voorbeeld` came from a file with the catalogue. */
export type Schoolherkomst = 'duo' | 'voorbeeld' | 'hand';

const sectorwoorden: Record<Sector, string> = {
  po: 'primair onderwijs',
  go: 'gespecialiseerd onderwijs',
  vo: 'voortgezet onderwijs',
  mbo: 'middelbaar beroepsonderwijs',
  opleider: 'opleider van leraren',
  overig: 'overig',
};

export const sectorInWoorden = (sector: Sector | null): string =>
  sector === null ? 'niet bekend' : sectorwoorden[sector];

/** For a choice in a form. */
export const sectorkeuzes: { waarde: string; tekst: string }[] = sectoren.map((waarde) => ({
  waarde,
  tekst: sectorwoorden[waarde],
}));
