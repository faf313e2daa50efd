/** What somebody may agree to, each by itself. */
export const doelen = ['certificaatcontrole', 'naamlijst', 'nieuwsbrief'] as const;
export type Toestemmingsdoel = (typeof doelen)[number];

export const doelnamen: Record<Toestemmingsdoel, string> = {
  certificaatcontrole: 'naam op de controlepagina van certificaten',
  naamlijst: 'naam op de naamlijst van een uitreiking',
  nieuwsbrief: 'nieuws van de academie per mail',
};

/** Who did it: the person, or somebody of the academie whom the person told. */
export const wegen = ['zelf', 'medewerker'] as const;
export type Weg = (typeof wegen)[number];
