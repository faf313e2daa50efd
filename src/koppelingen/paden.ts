/** The addresses of keys for other systems. */
export const koppelpaden = {
  sleutels: '/beheer/sleutels',
  intrekking: (id: string) => `/beheer/sleutels/${id}/intrekking`,
} as const;
