/** The addresses of requests about privacy. */
export const privacypaden = {
  /** A participant asks, sees how it stands, and takes it back. */
  mijn: '/mijn/gegevens/verzoek',
  mijnIntrekking: (id: string) => `/mijn/gegevens/verzoek/${id}/intrekking`,
  mijnOpheffing: '/mijn/gegevens/verzoek/opheffing',
  lijst: '/beheer/privacyverzoeken',
  een: (id: string) => `/beheer/privacyverzoeken/${id}`,
  afwijzing: (id: string) => `/beheer/privacyverzoeken/${id}/afwijzing`,
  /** From the page of a person: for who phones. */
  wissing: (persoonId: string) => `/beheer/personen/${persoonId}/wissing`,
  beperking: (persoonId: string) => `/beheer/personen/${persoonId}/beperking`,
  opheffing: (persoonId: string) => `/beheer/personen/${persoonId}/beperking/opheffing`,
} as const;
