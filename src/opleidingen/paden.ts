/** The addresses of opleidingen for staff; cohorten/paden.ts has what visitors see of them. */
export const opleidingpaden = {
  lijst: '/beheer/opleidingen',
  een: (code: string) => `/beheer/opleidingen/${code}`,
} as const;
