/** The addresses of opleidingen and cohorten, for visitors and for staff. */
export const cohortpaden = {
  catalogus: '/',
  /** Everything that a visitor opens of a cohort stands below it. */
  openbaar: '/cohorten',
  opleiding: (code: string) => `/opleidingen/${code}`,
  /** Where a cohort stands on the page of its opleiding. */
  inCatalogus: (opleidingcode: string, code: string) =>
    `/opleidingen/${opleidingcode}#cohort-${code.toLowerCase()}`,
  versie: (code: string, nummer: number) => `/opleidingen/${code}/versies/${nummer}`,
  lijst: '/beheer/cohorten',
  nieuw: '/beheer/cohorten/nieuw',
  een: (id: string) => `/beheer/cohorten/${id}`,
  /** One of the tabs of a cohort, by its name; `mensen` is the first. */
  tab: (id: string, tab: string) => `/beheer/cohorten/${id}/${tab}`,
  voortgang: (id: string) => `/beheer/cohorten/${id}/voortgang`,
  plan: (id: string) => `/beheer/cohorten/${id}/plan`,
  deelnemerslijst: (id: string, formaat: 'csv' | 'xlsx') =>
    `/beheer/cohorten/${id}/deelnemerslijst.${formaat}`,
} as const;

/** The catalogue as a file: taken along, chosen, looked through, and only then read in. */
export const bestandpaden = {
  kies: '/beheer/catalogusbestand',
  bestand: '/beheer/catalogusbestand/catalogus.yaml',
  een: (id: string) => `/beheer/catalogusbestand/${id}`,
  uitvoering: (id: string) => `/beheer/catalogusbestand/${id}/uitvoering`,
} as const;
