const BASIS = '/beheer/organisaties/onbekend';

/** What people typed as where they work, and is not in the list. The id of a text is made of the text. */
export const werkplekpaden = {
  lijst: BASIS,
  /** What is no school. */
  geen: `${BASIS}?stand=geen`,
  een: (id: string) => `${BASIS}/${id}`,
  koppeling: (id: string) => `${BASIS}/${id}/koppeling`,
  nieuweSchool: (id: string) => `${BASIS}/${id}/school`,
  geenSchool: (id: string) => `${BASIS}/${id}/geen-school`,
  herziening: (id: string) => `${BASIS}/${id}/herziening`,
} as const;
