import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Auditcodes } from './auditcodes.js';

export interface AuditBeeld {
  op: Date;
  code: keyof Auditcodes;
  gegevens: Record<string, unknown>;
  wieSoort: string;
  /** Name of the gebruiker or key that did it; null for a deelnemer, a visitor or the planner. */
  wie: string | null;
}

/** Reads what happened to a record. */
@Injectable()
export class AuditQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Oldest first. */
  vanOnderwerp(soort: string, id: string, aantal = 200): Promise<AuditBeeld[]> {
    return this.dataSource.query<AuditBeeld[]>(
      `SELECT a.op, a.code, a.gegevens, a.wie_soort AS "wieSoort", coalesce(g.naam, s.naam) AS wie
         FROM auditregel a
         LEFT JOIN gebruiker g ON a.wie_soort = 'gebruiker' AND g.id::text = a.wie_id
         LEFT JOIN api_sleutel s ON a.wie_soort = 'sleutel' AND s.id::text = a.wie_id
        WHERE a.onderwerp_soort = $1 AND a.onderwerp_id = $2
        ORDER BY a.id LIMIT $3`,
      [soort, id, aantal],
    );
  }
}
