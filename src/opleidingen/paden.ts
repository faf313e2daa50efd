/** The addresses of opleidingen for staff; cohorten/paden.ts has what visitors see of them. */
export const opleidingpaden = {
  lijst: '/beheer/opleidingen',
  een: (code: string) => `/beheer/opleidingen/${code}`,
  nieuw: '/beheer/opleidingen/nieuw',
  tab: (code: string, tab: string) => `/beheer/opleidingen/${code}/${tab}`,
} as const;
