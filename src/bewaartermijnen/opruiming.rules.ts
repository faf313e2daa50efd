/** The settings that say how many months something is kept. */
export type Termijn =
  | 'BEWAAR_BERICHTEN'
  | 'BEWAAR_AFGEVALLEN'
  | 'BEWAAR_DEELNAME'
  | 'BEWAAR_CERTIFICATEN'
  | 'BEWAAR_EVALUATIES'
  | 'BEWAAR_BELANGSTELLING'
  | 'BEWAAR_INZAGE';

/** One kind of record that is erased when its time is over. */
export interface Opruiming {
  /** As the reports call it; never another one for the same thing. */
  code: string;
  /** The records in Dutch, one and more: "3 aanmeldingen van wie afviel". */
  wat: [een: string, meer: string];
  /** What happens to it, and what is left, for who reads the list of rules. */
  gevolg: string;
  /** A setting, or a number of months that is nobody's choice. */
  termijn: Termijn | number;
  /** Chooses what is over: `id`s of at most $2 rows, from before $1. What was erased is not chosen again. */
  kies: string;
  /** Of which cohorten or years the chosen are, where that says something; see `perCohort`. */
  waar?: string;
  /** Each gets the chosen ids as text in $1 and now in $2. */
  wis: string[];
}
