/** Which part of education a bestuur or school is of. */
export const sectoren = ['po', 'go', 'vo', 'mbo', 'opleider', 'overig'] as const;
export type Sector = (typeof sectoren)[number];
/** In the order of the list, each once. */
export const opVolgorde = (gekozen: readonly string[]): Sector[] =>
  sectoren.filter((sector) => gekozen.includes(sector));
export const IN_SECTOREN = `IN ('po', 'go', 'vo', 'mbo', 'opleider', 'overig')`;

/**
 * SQL for the sector of a row that names a school and a bestuur: that of the school, or else of the bestuur.
 * @param rij the name of the row in the query, with `school_id` and `bestuur_id`.
 */
export const sectorVan = (rij: string): string =>
  `coalesce((SELECT sector FROM school WHERE id = ${rij}.school_id), (SELECT sector FROM bestuur WHERE id = ${rij}.bestuur_id))`;

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
