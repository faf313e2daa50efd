/** What is kept how long, what would go now, and what went. */
export const bewaarpaden = {
  regels: '/beheer/bewaartermijnen',
  proef: '/beheer/bewaartermijnen/proef',
  verslagen: '/beheer/bewaartermijnen#verslagen',
  verslag: (id: string) => `/beheer/bewaartermijnen/verslagen/${id}`,
} as const;
