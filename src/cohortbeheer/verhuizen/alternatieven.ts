import { vrijVan, type CohortBeeld } from '../../cohorten/cohorten.queries.js';
import { formatDate } from '../../platform/clock/dates.js';

/** One line of partials/cohortkeuze.hbs. */
export function keuze(c: CohortBeeld, gekozen: ReadonlySet<string>) {
  return {
    id: c.id,
    opleiding: c.opleiding,
    naam: c.naam,
    bij: [c.eerste ? `start ${formatDate(c.eerste)}` : 'data volgen', c.locatie].filter(Boolean).join(', '),
    plaats: plaatsVan(c),
    aan: gekozen.has(c.id),
  };
}

/** "4 plaatsen vrij", or what who comes now would find. */
export function plaatsVan(c: CohortBeeld): string {
  const vrij = vrijVan(c);
  if (vrij > 0) return vrij === 1 ? '1 plaats vrij' : `${vrij} plaatsen vrij`;
  return c.wachtend === 0 ? 'Vol, nog niemand op de wachtlijst' : `Vol, ${c.wachtend} op de wachtlijst`;
}

/** A field of a form that may be there once, more often or not at all. */
export function lijst(waarde: unknown): string[] {
  const waarden: unknown[] = Array.isArray(waarde) ? waarde : [waarde];
  return waarden.filter((een): een is string => typeof een === 'string' && een !== '');
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Only what can be an id; anything else was never on the form. */
export const idsVan = (waarde: unknown): string[] =>
  [...new Set(lijst(waarde))].filter((id) => UUID.test(id));
