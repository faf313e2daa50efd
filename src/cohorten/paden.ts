/** The addresses of opleidingen and cohorten, for visitors and for staff. */
export const cohortpaden = {
  opleiding: (code: string) => `/opleidingen/${code}`,
  versie: (code: string, nummer: number) => `/opleidingen/${code}/versies/${nummer}`,
  lijst: '/beheer/cohorten',
  een: (id: string) => `/beheer/cohorten/${id}`,
  voortgang: (id: string) => `/beheer/cohorten/${id}/voortgang`,
  plan: (id: string) => `/beheer/cohorten/${id}/plan`,
} as const;
