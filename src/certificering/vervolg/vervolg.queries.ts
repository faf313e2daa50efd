import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { addDays, dateOf } from '../../platform/clock/dates.js';
import { IN_ACTIEF } from '../../aanmeldingen/standen.js';

/** Days after the ceremony on which somebody may be invited, the first and the last. */
export const uitnodigdagen = [7, 730] as const;

/** Somebody to invite, with what the form can be filled in with. */
export interface Uitgenodigde {
  aanmeldingId: string;
  persoonId: string;
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  email: string;
  functie: string;
  vestigingscode: string | null;
}

/** $1 the follow-on opleidingen that can be enrolled for, $2 first and $3 last day of the ceremony, $4 cohort or null. */
const UIT_TE_NODIGEN = `
    FROM uitreiking u
    JOIN cohort c ON c.id = u.cohort_id
    JOIN opleiding v ON v.vervolg_op_id = c.opleiding_id AND v.id = ANY($1)
    JOIN certificaat k ON k.uitreiking_id = u.id AND k.ingetrokken_op IS NULL AND k.vervangen_op IS NULL
     AND (k.gegevens->>'leerjaar')::integer >= (k.gegevens->>'leerjaren')::integer
    JOIN aanmelding a ON a.id = k.aanmelding_id
    JOIN persoon p ON p.id = a.persoon_id
    LEFT JOIN school s ON s.id = a.school_id
   WHERE u.datum BETWEEN $2 AND $3 AND ($4::uuid IS NULL OR c.id = $4)
     AND p.geen_uitnodigingen_op IS NULL AND p.onbestelbaar_op IS NULL
     AND NOT EXISTS (SELECT FROM aanmelding al JOIN cohort ac ON ac.id = al.cohort_id
                      WHERE al.persoon_id = a.persoon_id AND ac.opleiding_id = v.id
                        AND al.status ${IN_ACTIEF})
     AND NOT EXISTS (SELECT FROM aanmelding al JOIN vervolguitnodiging w ON w.aanmelding_id = al.id
                      WHERE al.persoon_id = a.persoon_id AND w.opleiding_id = v.id)`;

/** Who is to be invited to what follows on what they finished. */
@Injectable()
export class VervolgQueries {
  constructor(private readonly clock: Clock) {}

  /** Cohorten with somebody to invite, each with the opleiding that follows. @param opleidingen that can be enrolled for. */
  cohorten(m: EntityManager, opleidingen: string[]): Promise<{ id: string; vervolgId: string }[]> {
    return m.query(
      `SELECT DISTINCT c.id, v.id AS "vervolgId" ${UIT_TE_NODIGEN} ORDER BY c.id, v.id`,
      this.waarden(opleidingen, null),
    );
  }

  /** Everybody once, also who finished it twice. */
  mensen(m: EntityManager, vervolgId: string, cohortId: string): Promise<Uitgenodigde[]> {
    return m.query(
      `SELECT DISTINCT ON (p.id) a.id AS "aanmeldingId", p.id AS "persoonId", p.voornaam, p.tussenvoegsel,
              p.achternaam, p.email, a.functie, s.vestigingscode ${UIT_TE_NODIGEN} ORDER BY p.id, a.id`,
      this.waarden([vervolgId], cohortId),
    );
  }

  private waarden(opleidingen: string[], cohortId: string | null): unknown[] {
    const vandaag = dateOf(this.clock.now());
    const [na, tot] = uitnodigdagen;
    return [opleidingen, addDays(vandaag, -tot), addDays(vandaag, -na), cohortId];
  }
}
