import { type Cohortstatus, MET_CERTIFICATEN } from '../../cohorten/standen.js';
import { addDays, dateOf, formatDate, momentAt } from '../../platform/clock/dates.js';
import type { DomainError } from '../../platform/errors/domain-error.js';
import {
  accreditatieGeldtNiet,
  datumTeVer,
  datumVoorEinde,
  leerjaarNietVoorbij,
  leerjaarOnbekend,
  statusLaatNietToe,
} from '../certificering.errors.js';
import { accreditatiebezwaar } from '../voorwaarden/voorwaarden.rules.js';

interface Stand {
  status: Cohortstatus;
  leerjaar: number;
  leerjaren: readonly number[];
  /** End of the last bijeenkomst of the leerjaar. */
  einde: Date | null;
}

/** Why a leerjaar can not be certified now; null when it can. */
export function bezwaar({ status, leerjaar, leerjaren, einde }: Stand, nu: Date): DomainError | null {
  if (!leerjaren.includes(leerjaar)) return leerjaarOnbekend(leerjaar);
  if (status === 'geannuleerd')
    return statusLaatNietToe('Dit cohort is geannuleerd. Wie al een certificaat heeft, houdt het.');
  if (einde && einde > nu) return leerjaarNietVoorbij(leerjaar, einde);
  if (!MET_CERTIFICATEN.includes(status))
    return statusLaatNietToe('Dit cohort is nog niet begonnen of nog niet afgerond. Rond het eerst af.');
  if (leerjaar === leerjaren.at(-1) && status === 'gestart')
    return statusLaatNietToe('Dit is het laatste leerjaar. Rond het cohort eerst af, bij Voortgang.');
  return null;
}

/** Why a day can not be that of the ceremony; null when it can. */
export function datumbezwaar(datum: string, { einde }: Pick<Stand, 'einde'>, nu: Date): DomainError | null {
  if (einde && datum < dateOf(einde)) return datumVoorEinde(dateOf(einde));
  return datum > addDays(dateOf(nu), 366) ? datumTeVer() : null;
}

interface Accreditatie {
  accreditatieVan: string | null;
  accreditatieTot: string | null;
}

/** Warns before issuing on this day; null when there is nothing to warn of. */
export function accreditatiewaarschuwing(opleiding: Accreditatie, datum: string): string | null {
  const geen = accreditatiebezwaar(opleiding, datum);
  if (!geen) return null;
  return geen.stand === 'verlopen'
    ? `De accreditatie liep tot ${formatDate(geen.dag)}. Op ${formatDate(datum)} geldt zij niet meer.`
    : `De accreditatie begint pas op ${formatDate(geen.dag)}. Op ${formatDate(datum)} geldt zij nog niet.`;
}

export function accreditatiefout(opleiding: Accreditatie, datum: string): DomainError | null {
  const zin = accreditatiewaarschuwing(opleiding, datum);
  return zin === null ? null : accreditatieGeldtNiet(zin);
}

/** When the mail with the certificaat goes out: at once, or when the ceremony begins if that is still to come. */
export function mailmoment(datum: string, tijd: string | null, nu: Date): Date | undefined {
  const begin = momentAt(datum, tijd ?? '09:00');
  return begin > nu ? begin : undefined;
}
