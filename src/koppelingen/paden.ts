/** The addresses of keys for other systems, and of the own calendar. */
export const koppelpaden = {
  agenda: '/agenda.ics',
  feed: '/feed.xml',
  mijnAgenda: '/mijn#agenda',
  sleutels: '/beheer/sleutels',
  intrekking: (id: string) => `/beheer/sleutels/${id}/intrekking`,
  /** @param token the secret of whose calendar it is. */
  eigenAgenda: (token: string) => `/agenda/${token}.ics`,
} as const;
