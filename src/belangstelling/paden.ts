/** The addresses of interest: telling it, the page behind the link of a mail, and the list for staff. */
export const belangstellingpaden = {
  bijOpleiding: (code: string) => `/opleidingen/${code}/belangstelling`,
  bijCohort: (cohortId: string) => `/cohorten/${cohortId}/belangstelling`,
  beheer: (opleidingcode: string) => `/beheer/opleidingen/${opleidingcode}/belangstelling`,
  /** @param token the secret of the link in a mail. */
  een: (token: string) => `/belangstelling/${token}`,
  bevestiging: (token: string) => `/belangstelling/${token}/bevestiging`,
  intrekking: (token: string) => `/belangstelling/${token}/intrekking`,
} as const;
