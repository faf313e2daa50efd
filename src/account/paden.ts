/** The own account. */
export const accountpaden = {
  account: '/account',
  app: '/account/app',
  sessie: (hash: string) => `/account/sessies/${hash}/beeindiging`,
  /** What asks for the password again. */
  vraag: (wat: string) => `/account/${wat}`,
  /** Light or dark. */
  weergave: '/weergave',
} as const;
