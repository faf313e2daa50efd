/** The addresses of keys for other systems. */
export const koppelpaden = {
  agenda: '/agenda.ics',
  feed: '/feed.xml',
  mijnAgenda: '/mijn#agenda',
  sleutels: '/beheer/sleutels',
  intrekking: (id: string) => `/beheer/sleutels/${id}/intrekking`,
} as const;
