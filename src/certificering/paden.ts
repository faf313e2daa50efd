/** The addresses of certificaten. Those that a badge names must keep working as long as there are badges. */
export const certificeringpaden = {
  cohort: (cohortId: string) => `/beheer/cohorten/${cohortId}/certificering`,
  leerjaar: (cohortId: string, leerjaar: number) => `/beheer/cohorten/${cohortId}/certificering/${leerjaar}`,
  namenlijst: (cohortId: string, leerjaar: number) =>
    `/beheer/cohorten/${cohortId}/certificering/${leerjaar}/namenlijst`,
  pe: (cohortId: string) => `/beheer/cohorten/${cohortId}/certificering/pe`,
  opleiding: (code: string) => `/beheer/opleidingen/${code}/certificering`,
  certificaat: (nummer: string) => `/beheer/certificaten/${nummer}`,
  badgesleutels: '/beheer/badgesleutels',
  zoeken: '/certificaten',
  controle: (nummer: string) => `/certificaten/${nummer}`,
  sleutel: (kid: string) => `/certificaten/sleutels/${kid}`,
  statuslijst: (nummer: number) => `/certificaten/statuslijsten/${nummer}`,
  uitgever: '/certificaten/uitgever',
  mijn: '/mijn/certificaten',
  mijnRegister: '/mijn/certificaten#register',
  mijnCertificaat: (nummer: string) => `/mijn/certificaten#${nummer}`,
  mijnPdf: (nummer: string) => `/mijn/certificaten/${nummer}.pdf`,
  mijnBadge: (nummer: string) => `/mijn/certificaten/${nummer}/badge`,
  mijnNaam: (nummer: string) => `/mijn/certificaten/${nummer}/naam`,
} as const;
