import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Somebody who finished: has a valid certificaat of the last leerjaar. */
export interface Afgerond {
  aanmeldingId: string;
  persoonId: string;
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  email: string;
  registernummer: string | null;
  nummer: string;
  /** Of the ceremony, `YYYY-MM-DD`. */
  datum: string;
  doorgegevenOp: Date | null;
  /** When a number was last asked for by mail. */
  gevraagdOp: Date | null;
}

interface Overdracht {
  op: Date;
  door: string | null;
  aantal: number;
  zonderNummer: number;
}

const GELDIG = `k.ingetrokken_op IS NULL AND k.vervangen_op IS NULL
  AND (k.gegevens->>'leerjaar')::integer >= (k.gegevens->>'leerjaren')::integer`;

/** Reads who is to be handed over to the register, and who was. */
@Injectable()
export class PeQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** By name. */
  afgerond(cohortId: string, m: EntityManager = this.dataSource.manager): Promise<Afgerond[]> {
    return m.query(
      `SELECT a.id AS "aanmeldingId", p.id AS "persoonId", p.voornaam, p.tussenvoegsel, p.achternaam, p.email,
              p.registernummer, k.nummer, k.gegevens->>'datum' AS datum, o.op AS "doorgegevenOp",
              (SELECT max(b.aangemaakt_op) FROM bericht b
                WHERE b.persoon_id = p.id AND b.soort = 'certificering/vraag-registernummer') AS "gevraagdOp"
         FROM aanmelding a
         JOIN certificaat k ON k.aanmelding_id = a.id AND ${GELDIG}
         JOIN persoon p ON p.id = a.persoon_id
         LEFT JOIN pe_doorgave d ON d.aanmelding_id = a.id
         LEFT JOIN pe_overdracht o ON o.id = d.pe_overdracht_id
        WHERE a.cohort_id = $1 ORDER BY p.sorteernaam, a.id`,
      [cohortId],
    );
  }

  /** Names of who was handed over and has no valid certificaat any more: the register must hear of it. */
  async ingetrokkenNaDoorgave(cohortId: string): Promise<string[]> {
    const rijen = await this.dataSource.query<{ naam: string }[]>(
      `SELECT concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam) AS naam
         FROM aanmelding a JOIN pe_doorgave d ON d.aanmelding_id = a.id JOIN persoon p ON p.id = a.persoon_id
        WHERE a.cohort_id = $1
          AND NOT EXISTS (SELECT FROM certificaat k WHERE k.aanmelding_id = a.id AND ${GELDIG})
        ORDER BY p.sorteernaam, a.id`,
      [cohortId],
    );
    return rijen.map(({ naam }) => naam);
  }

  /** Newest first. */
  overdrachten(cohortId: string): Promise<Overdracht[]> {
    return this.dataSource.query(
      `SELECT o.op, g.naam AS door, o.aantal, o.zonder_nummer AS "zonderNummer"
         FROM pe_overdracht o LEFT JOIN gebruiker g ON g.id = o.gebruiker_id
        WHERE o.cohort_id = $1 ORDER BY o.op DESC, o.id`,
      [cohortId],
    );
  }
}
