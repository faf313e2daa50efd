/** Why the academie gives somebody another place in line, as it is told to whom it touches: no names, no particulars. */
export const verplaatsredenen = {
  'fout-hersteld': 'Er ging iets mis en dat is hersteld',
  'ander-cohort-vervallen': 'Een andere groep ging niet door',
  'nodig-op-school': 'De opleiding is nu nodig op school',
  'verdeling-besturen': 'De plekken worden verdeeld over de besturen',
  'eigen-verzoek': 'Op eigen verzoek',
  anders: 'Een andere reden. Vraag het gerust aan de academie',
} as const;
export type Verplaatsreden = keyof typeof verplaatsredenen;

export const verplaatscodes = Object.keys(verplaatsredenen) as Verplaatsreden[];

/** In words; what was moved before there were codes is told without a reason. */
export const verplaatsredenInWoorden = (code: unknown): string | null =>
  typeof code === 'string' && code in verplaatsredenen ? verplaatsredenen[code as Verplaatsreden] : null;
