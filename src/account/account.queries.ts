import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Rol } from '../toegang/gebruiker-rol.entity.js';

/** A role of somebody, that holds, held or is to come. */
export interface Rolregel {
  rol: Rol;
  /** Name of the bestuur or school that it is for. */
  van: string | null;
  begintOp: string;
  /** The last day. */
  eindigtOp: string | null;
  /** Whose deputy somebody is. */
  waarneemtVoor: string | null;
}

@Injectable()
export class AccountQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** All that there are, those that end last first. */
  rollen(gebruikerId: string): Promise<Rolregel[]> {
    return this.dataSource.query(
      `SELECT r.rol, coalesce(b.naam, b.code, b.nummer, s.naam) AS van, r.begint_op::text AS "begintOp",
              r.eindigt_op::text AS "eindigtOp", w.naam AS "waarneemtVoor"
         FROM gebruiker_rol r
         LEFT JOIN bestuur b ON b.id = r.bestuur_id
         LEFT JOIN school s ON s.id = r.school_id
         LEFT JOIN gebruiker w ON w.id = r.waarneemt_voor_id
        WHERE r.gebruiker_id = $1
        ORDER BY r.eindigt_op DESC NULLS FIRST, r.rol, van, r.id`,
      [gebruikerId],
    );
  }
}
