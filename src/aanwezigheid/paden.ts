/** The addresses of attendance. Coördinator and trainer have the same screens of a bijeenkomst, each at an own address. */
export const aanwezigheidpaden = {
  cohort: (cohortId: string) => `/beheer/cohorten/${cohortId}/aanwezigheid`,
  bijeenkomst: (van: 'beheer' | 'trainer', id: string) => `/${van}/bijeenkomsten/${id}`,
  zaal: (van: 'beheer' | 'trainer', id: string) => `/${van}/bijeenkomsten/${id}/aanwezigheid`,
  presentielijst: (van: 'beheer' | 'trainer', id: string) => `/${van}/bijeenkomsten/${id}/presentielijst`,
} as const;
