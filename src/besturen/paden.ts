/** Besturen and their schools. */
export const bestuurspaden = {
  lijst: '/beheer/scholen',
  een: (id: string) => `/beheer/scholen/${id}`,
} as const;
