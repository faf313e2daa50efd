/** The outbox, the switch for all mail, and the way out of invitations. */
export const berichtpaden = {
  lijst: '/beheer/berichten',
  /** @param vraag the filter, as it stands behind the question mark. */
  zoek: (vraag: string) => `/beheer/berichten?${vraag}`,
  mislukt: '/beheer/berichten?status=opnieuw',
  een: (id: string) => `/beheer/berichten/${id}`,
  stilstand: '/beheer/berichten/stilstand',
  hervatting: '/beheer/berichten/hervatting',
  afmelden: (token: string) => `/afmelden/${token}`,
} as const;
