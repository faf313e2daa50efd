/** The addresses of an aanmelding: enrolling, the page behind the link of a mail, and what staff does with one. */
export const aanmeldpaden = {
  aanmelden: (cohortId: string) => `/cohorten/${cohortId}/aanmelden`,
  ontvangen: (cohortId: string) => `/cohorten/${cohortId}/aanmelden/ontvangen`,
  /** @param token the secret of the link in a mail. */
  een: (token: string) => `/a/${token}`,
  agenda: (token: string) => `/a/${token}/agenda.ics`,
  daad: (token: string, daad: Deelnemersdaad) => `/a/${token}/${daad}`,
  mijn: '/mijn',
  beheer: (id: string, wat: Beheerdaad) => `/beheer/aanmeldingen/${id}/${wat}`,
} as const;

export type Deelnemersdaad =
  | 'emailbevestiging'
  | 'aanbodacceptatie'
  | 'aanbodafwijzing'
  | 'annulering'
  | 'herleving'
  | 'overzetting'
  | 'overzetafwijzing';

type Beheerdaad = 'gegevens' | 'overzetting' | 'positie' | 'annulering' | 'inhalen';
