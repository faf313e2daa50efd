import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Bevoegdheid } from '../toegang/rechten.js';

export interface SleutelBeeld {
  id: string;
  naam: string;
  bestuurId: string | null;
  bestuur: string | null;
  bevoegdheden: Bevoegdheid[];
  aangemaaktOp: Date;
  ingetrokkenOp: Date | null;
}

/** Reads keys for the screen; the keys themselves are nowhere to be read. */
@Injectable()
export class SleutelsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Those that work first, newest first. */
  alle(): Promise<SleutelBeeld[]> {
    return this.dataSource.query(
      `SELECT k.id, k.naam, k.bestuur_id AS "bestuurId", coalesce(b.naam, b.nummer) AS bestuur, k.bevoegdheden,
              k.aangemaakt_op AS "aangemaaktOp", k.ingetrokken_op AS "ingetrokkenOp"
         FROM api_sleutel k LEFT JOIN bestuur b ON b.id = k.bestuur_id
        ORDER BY k.ingetrokken_op IS NOT NULL, k.aangemaakt_op DESC, k.id`,
    );
  }

  besturen(): Promise<{ id: string; naam: string }[]> {
    return this.dataSource.query(
      `SELECT id, coalesce(naam, 'Bestuur ' || nummer) AS naam FROM bestuur ORDER BY naam NULLS LAST, nummer`,
    );
  }
}
