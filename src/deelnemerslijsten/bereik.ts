import { bestuurVan, isAcademie, type Wie } from '../toegang/wie.js';
import { DomainError } from '../platform/errors/domain-error.js';

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
