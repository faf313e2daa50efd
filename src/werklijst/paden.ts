/** Where the coördinator begins; all of beheer stands below it. */
export const werklijstpaden = {
  vandaag: '/beheer',
} as const;
