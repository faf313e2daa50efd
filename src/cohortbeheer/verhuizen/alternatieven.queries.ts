import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type CohortBeeld, CohortenQueries, vrijVan } from '../../cohorten/cohorten.queries.js';
import { IN_NEEMT_AANMELDINGEN } from '../../cohorten/standen.js';
import { Clock } from '../../platform/clock/clock.js';
import { dateOf, formatDate } from '../../platform/clock/dates.js';

/** So many are shown to choose from. */
const GENOEG = 6;
const GEVONDEN = 10;

const OPEN = `c.status ${IN_NEEMT_AANMELDINGEN} AND o.gepubliceerd
  AND coalesce(c.aanmelden_vanaf <= $3::date, true) AND coalesce(c.aanmelden_voor > $3::date, true)
  AND coalesce(b.eerste > $2, true)`;

/** $1 cohort, $2 now, $3 today, $4 whether of the same opleiding, $5 how many. The soonest are looked at, then the free ones come first. */
const ZOEK = `
  SELECT k.id FROM (
    SELECT c.id, c.code, c.capaciteit, b.eerste FROM cohort eigen
      JOIN opleiding e ON e.id = eigen.opleiding_id
      JOIN opleiding o ON CASE WHEN $4 THEN o.id = e.id ELSE o.id <> e.id AND o.doelgroepen && e.doelgroepen END
      JOIN cohort c ON c.opleiding_id = o.id AND c.id <> eigen.id
      CROSS JOIN LATERAL (SELECT min(begint) AS eerste FROM bijeenkomst WHERE cohort_id = c.id) b
     WHERE eigen.id = $1 AND ${OPEN}
     ORDER BY b.eerste NULLS LAST, c.code LIMIT 50) k
    CROSS JOIN LATERAL (SELECT count(*) AS bezet FROM aanmelding WHERE cohort_id = k.id AND plaatsnummer IS NOT NULL
                           AND (vervalt_op IS NULL OR vervalt_op > $2)) t
   ORDER BY t.bezet < k.capaciteit DESC, k.eerste NULLS LAST, k.code LIMIT $5`;

/** Other cohorten for people whose cohort does not go on, or who want another day. */
@Injectable()
export class AlternatievenQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly cohorten: CohortenQueries,
  ) {}

  /**
   * Cohorten that take aanmeldingen now: of the same opleiding, with free places before those with a line, the soonest
   * first; then of opleidingen for the same doelgroepen.
   */
  async voor(cohortId: string): Promise<CohortBeeld[]> {
    const zelfde = await this.zoekIds(cohortId, true, GENOEG);
    const andere = zelfde.length < GENOEG ? await this.zoekIds(cohortId, false, GENOEG - zelfde.length) : [];
    return this.inVolgorde([...zelfde, ...andere]);
  }

  /** Finds cohorten by name or code that take aanmeldingen now. */
  async metWoord(zoek: string, behalve: string): Promise<CohortBeeld[]> {
    const gevonden = await this.cohorten.zoek({ zoek, aanmelden: 'open', openbaar: false }, 0, GEVONDEN);
    return gevonden.filter(({ id }) => id !== behalve);
  }

  /** In the order of the ids; what does not exist is left out. */
  async inVolgorde(ids: string[]): Promise<CohortBeeld[]> {
    if (ids.length === 0) return [];
    const cohorten = await this.cohorten.zoek({ ids, openbaar: false });
    return ids.flatMap((id) => cohorten.find((cohort) => cohort.id === id) ?? []);
  }

  private async zoekIds(cohortId: string, zelfdeOpleiding: boolean, aantal: number): Promise<string[]> {
    const nu = this.clock.now();
    const parameters = [cohortId, nu, dateOf(nu), zelfdeOpleiding, aantal];
    const rows = await this.dataSource.query<{ id: string }[]>(ZOEK, parameters);
    return rows.map(({ id }) => id);
  }
}

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
function lijst(waarde: unknown): string[] {
  const waarden: unknown[] = Array.isArray(waarde) ? waarde : [waarde];
  return waarden.filter((een): een is string => typeof een === 'string' && een !== '');
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Only what can be an id; anything else was never on the form. */
export const idsVan = (waarde: unknown): string[] =>
  [...new Set(lijst(waarde))].filter((id) => UUID.test(id));
