/** Where the coördinator begins; all of beheer stands below it. */
export const werklijstpaden = {
  vandaag: '/beheer',
  dezeWeek: '/beheer/deze-week',
  groep: (code: string) => `/beheer/werklijst/${code}`,
} as const;
