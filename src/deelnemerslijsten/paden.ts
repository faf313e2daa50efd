/** The addresses of the portals of bestuur and trainer. */
export const portaalpaden = {
  bestuur: '/bestuur',
  bestuurCertificaten: '/bestuur/certificaten',
  bestuurDownloads: '/bestuur/downloads',
  bestuurAanmelding: (id: string, daad: string) => `/bestuur/aanmeldingen/${id}/${daad}`,
  trainer: '/trainer',
  trainerCohort: (id: string) => `/trainer/cohorten/${id}`,
} as const;
