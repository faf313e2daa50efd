import type { Aanmeldstatus } from '../aanmeldingen/standen.js';
/** Which lines of a deelnemerslijst; what is absent does not narrow it. */
export interface Filter {
  /** id */
  cohort?: string | null;
  /** code */
  opleiding?: string | null;
  schooljaar?: string | null;
  status?: Aanmeldstatus[];
}

/** What was filled in, as it stands in an address and in an auditregel. */
export function ingevuld({ cohort, opleiding, schooljaar, status }: Filter): Record<string, string> {
  const filter = { cohort, opleiding, schooljaar, status: status?.join(',') };
  return Object.fromEntries(Object.entries(filter).filter((paar): paar is [string, string] => !!paar[1]));
}
