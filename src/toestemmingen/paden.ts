/** What somebody agrees to: for that person, and for who notes it for them. */
export const toestemmingspaden = {
  mijn: '/mijn/gegevens/toestemmingen',
  persoon: (id: string) => `/beheer/personen/${id}/toestemmingen`,
  /** The addresses of who wants news. */
  nieuwsbrief: '/beheer/nieuwsbrief.csv',
} as const;
