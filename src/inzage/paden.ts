/** The addresses of what we hold of somebody: for that person, and for who helps them. */
export const inzagepaden = {
  mijn: '/mijn/gegevens',
  mijnBestand: '/mijn/gegevens.json',
  naam: '/mijn/gegevens/naam',
  vraagAdres: '/mijn/gegevens/adres',
  /** @param token from the mail to the new address. */
  adres: (token: string) => `/mijn/gegevens/adres/${token}`,
  aanmelding: (id: string) => `/mijn/gegevens/aanmeldingen/${id}`,
  persoon: (id: string) => `/beheer/personen/${id}/gegevens`,
  persoonBestand: (id: string) => `/beheer/personen/${id}/gegevens.json`,
} as const;
