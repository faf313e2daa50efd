/** The addresses of what we hold of somebody: for that person, and for who helps them. */
export const inzagepaden = {
  mijn: '/mijn/gegevens',
  mijnBestand: '/mijn/gegevens.json',
  persoon: (id: string) => `/beheer/personen/${id}/gegevens`,
  persoonBestand: (id: string) => `/beheer/personen/${id}/gegevens.json`,
} as const;
