/** The addresses of evaluaties: the form behind the link of a mail, the own questions, and the outcome. */
export const evaluatiepaden = {
  alle: '/beheer/evaluaties',
  cohort: (cohortId: string) => `/beheer/cohorten/${cohortId}/evaluatie`,
  sluiting: (cohortId: string) => `/beheer/cohorten/${cohortId}/evaluatie/sluiting`,
  vragen: (opleidingcode: string) => `/beheer/opleidingen/${opleidingcode}/evaluatievragen`,
  /** @param token the secret of the link in a mail. */
  formulier: (token: string) => `/evaluatie/${token}`,
  bedankt: '/evaluatie/bedankt',
} as const;
