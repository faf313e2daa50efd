import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AanwezigheidQueries } from '../../aanwezigheid/aanwezigheid.queries.js';
import { aandeel } from '../../aanwezigheid/aanwezigheid.rules.js';
import { IN_OPEN_EINDE } from '../../aanmeldingen/standen.js';

/** What becomes of one deelnemer when the cohort is finished now. */
export interface Voorstel {
  id: string;
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  school: string | null;
  aanwezig: number;
  totaal: number;
  /** Bijeenkomsten attended of the cohort they came from; not counted here, because nobody can tell which were the same. */
  elders: number;
  /** Whole percents; null where there is nothing to count. */
  aandeel: number | null;
  voltooid: boolean;
}

export interface Afrondingsvoorstel {
  normPct: number;
  /** Whether any attendance was recorded; if not, everybody completes it. */
  vastgelegd: boolean;
  /** Bijeenkomsten of which nothing was recorded. */
  oningevuld: number;
  deelnemers: Voorstel[];
  /** Who waits, or holds a place that was never confirmed. */
  overigen: number;
}

type Rij = Pick<Voorstel, 'id' | 'voornaam' | 'tussenvoegsel' | 'achternaam' | 'school'>;

const GEPLAATST = `
  SELECT a.id, p.voornaam, p.tussenvoegsel, p.achternaam, s.naam AS school
    FROM aanmelding a
    JOIN persoon p ON p.id = a.persoon_id
    LEFT JOIN school s ON s.id = a.school_id
   WHERE a.cohort_id = $1 AND a.status = 'geplaatst'
   ORDER BY p.sorteernaam, a.id`;

/** Who was moved has the attendance of before with the aanmelding of before; in a merge the aanmelding itself moved. */
const ELDERS = `
  WITH RECURSIVE keten AS (
    SELECT id AS nu, id AS was FROM aanmelding WHERE cohort_id = $1 AND status = 'geplaatst'
    UNION
    SELECT k.nu, o.id
      FROM keten k
      JOIN aanmelding n ON n.id = k.was
      JOIN aanmelding o ON o.persoon_id = n.persoon_id AND o.id <> n.id
      JOIN auditregel r ON r.onderwerp_soort = 'aanmelding' AND r.onderwerp_id = o.id::text
       AND r.code = 'aanmelding.overgezet' AND r.gegevens->>'nieuw' = n.id::text)
  SELECT k.nu AS id, count(DISTINCT b.id)::integer AS elders
    FROM keten k
    JOIN aanwezigheid w ON w.aanmelding_id = k.was AND w.stand = 'aanwezig'
    JOIN bijeenkomst b ON b.id = coalesce(w.haalt_in_id, w.bijeenkomst_id) AND b.cohort_id <> $1
   GROUP BY k.nu`;

const COHORT = `
  SELECT o.aanwezigheidsnorm_pct AS "normPct",
         (SELECT count(*)::integer FROM aanmelding a
           WHERE a.cohort_id = c.id AND a.status ${IN_OPEN_EINDE}) AS overigen,
         (SELECT count(*)::integer FROM bijeenkomst b
           WHERE b.cohort_id = c.id AND NOT EXISTS (
             SELECT 1 FROM aanwezigheid w WHERE w.bijeenkomst_id = b.id OR w.haalt_in_id = b.id)) AS oningevuld
    FROM cohort c JOIN opleiding o ON o.id = c.opleiding_id
   WHERE c.id = $1`;

@Injectable()
export class AfrondingQueries {
  constructor(private readonly aanwezigheid: AanwezigheidQueries) {}

  async voorstel(m: EntityManager, cohortId: string): Promise<Afrondingsvoorstel> {
    const [cohort] = await m.query<Pick<Afrondingsvoorstel, 'normPct' | 'overigen' | 'oningevuld'>[]>(
      COHORT,
      [cohortId],
    );
    const rijen = await m.query<Rij[]>(GEPLAATST, [cohortId]);
    const tellingen = await this.aanwezigheid.perAanmelding(cohortId, undefined, m);
    const telling = new Map(tellingen.map((t) => [t.aanmeldingId, t]));
    const geweest = await m.query<{ id: string; elders: number }[]>(ELDERS, [cohortId]);
    const elders = new Map(geweest.map((rij) => [rij.id, rij.elders]));
    const vastgelegd = tellingen.some((t) => t.vastgelegd > 0);
    const deelnemers = rijen.map((rij) => {
      const { aanwezig = 0, totaal = 0 } = telling.get(rij.id) ?? {};
      const voltooid = haaltNorm({ aanwezig, totaal }, cohort!.normPct, vastgelegd);
      return {
        ...rij,
        aanwezig,
        totaal,
        elders: elders.get(rij.id) ?? 0,
        aandeel: aandeel(aanwezig, totaal),
        voltooid,
      };
    });
    return { ...cohort!, vastgelegd, deelnemers };
  }
}

/** What was recorded of one deelnemer; counts of bijeenkomsten of the own cohort, made up ones included. */
interface Bijgewoond {
  aanwezig: number;
  totaal: number;
}

/**
 * Whether somebody completes the cohort: attended at least the norm of its bijeenkomsten. Where attendance was never
 * recorded at all, that is not held against anybody.
 * @param normPct of the opleiding, 0..100.
 * @param vastgelegd whether any attendance was recorded for this cohort.
 */
export function haaltNorm({ aanwezig, totaal }: Bijgewoond, normPct: number, vastgelegd: boolean): boolean {
  return !vastgelegd || aanwezig * 100 >= normPct * totaal;
}
