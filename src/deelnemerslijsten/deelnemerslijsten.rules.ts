import { bestuurVan, isAcademie, type Wie } from '../toegang/wie.js';
import { DomainError } from '../platform/errors/domain-error.js';
import type { Aanmeldstatus } from '../aanmeldingen/standen.js';

/** Which lines of a deelnemerslijst; what is absent does not narrow it. */
export interface Filter {
  /** id */
  cohort?: string | null;
  /** code */
  opleiding?: string | null;
  schooljaar?: string | null;
  status?: Aanmeldstatus[];
  /** Of the school, or else of the bestuur. */
  sector?: string | null;
}

/** The filters that were filled in, as they stand in an address and in an auditregel. */
export function ingevuld({ cohort, opleiding, schooljaar, status, sector }: Filter): Record<string, string> {
  const filter = { cohort, opleiding, schooljaar, status: status?.join(','), sector };
  return Object.fromEntries(Object.entries(filter).filter((paar): paar is [string, string] => !!paar[1]));
}

const geenLijst = () =>
  new DomainError('verboden', 'geen-deelnemerslijst', 'Je mag geen deelnemerslijsten zien.');

/**
 * Whose people someone may see, whatever is asked: a bestuur its own, the academie those of everybody (null). Nobody
 * gets everybody's just for having no bestuur.
 * @throws DomainError `geen-deelnemerslijst`
 */
export function bereikVan(wie: Wie): string | null {
  const bestuurId = bestuurVan(wie);
  if (bestuurId !== null || isAcademie(wie)) return bestuurId;
  throw geenLijst();
}
