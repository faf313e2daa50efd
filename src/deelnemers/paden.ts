/** The addresses of people, and of adding them to a cohort. */
export const deelnemerpaden = {
  personen: '/beheer/personen',
  persoon: (id: string) => `/beheer/personen/${id}`,
  nieuw: (cohortId: string) => `/beheer/cohorten/${cohortId}/deelnemers/nieuw`,
  team: (cohortId: string) => `/beheer/cohorten/${cohortId}/deelnemers/team`,
  import: (cohortId: string) => `/beheer/cohorten/${cohortId}/deelnemers/import`,
  gelezen: (cohortId: string, importId: string) =>
    `/beheer/cohorten/${cohortId}/deelnemers/import/${importId}`,
} as const;
