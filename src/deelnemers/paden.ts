/** The addresses of people, and of adding them to a cohort. */
export const deelnemerpaden = {
  personen: '/beheer/personen',
  persoon: (id: string) => `/beheer/personen/${id}`,
  herverzending: (id: string) => `/beheer/personen/${id}/herverzending`,
  samenvoegen: (id: string) => `/beheer/personen/${id}/samenvoegen`,
  /** Shows what would move when `met` becomes part of this person. */
  samenvoegenMet: (id: string, met: string) => `/beheer/personen/${id}/samenvoegen?met=${met}`,
  nieuw: (cohortId: string) => `/beheer/cohorten/${cohortId}/deelnemers/nieuw`,
  team: (cohortId: string) => `/beheer/cohorten/${cohortId}/deelnemers/team`,
  import: (cohortId: string) => `/beheer/cohorten/${cohortId}/deelnemers/import`,
  gelezen: (cohortId: string, importId: string) =>
    `/beheer/cohorten/${cohortId}/deelnemers/import/${importId}`,
  uitvoering: (cohortId: string, importId: string) =>
    `/beheer/cohorten/${cohortId}/deelnemers/import/${importId}/uitvoering`,
} as const;
