import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OpleidingVersie } from './opleiding-versie.entity.js';

export interface VersieInLijst {
  nummer: number;
  geldigTot: Date;
  gepubliceerd: boolean;
}

/** Reads what opleidingen said before. Only what was published then is for everybody. */
@Injectable()
export class VersiesQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. */
  async van(opleidingId: string, openbaar: boolean, skip = 0, take = 200): Promise<VersieInLijst[]> {
    return this.dataSource.query<VersieInLijst[]>(
      `SELECT nummer, geldig_tot AS "geldigTot", (gegevens->>'gepubliceerd')::boolean AS gepubliceerd
         FROM opleiding_versie
        WHERE opleiding_id = $1 AND (NOT $2::boolean OR (gegevens->>'gepubliceerd')::boolean)
        ORDER BY nummer DESC OFFSET $3 LIMIT $4`,
      [opleidingId, openbaar, skip, take],
    );
  }

  async tel(opleidingId: string, openbaar: boolean): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM opleiding_versie
        WHERE opleiding_id = $1 AND (NOT $2::boolean OR (gegevens->>'gepubliceerd')::boolean)`,
      [opleidingId, openbaar],
    );
    return row!.n;
  }

  /** @param nummer as it stands in an address; what is no number does not exist. */
  async een(opleidingId: string, nummer: string, openbaar: boolean): Promise<OpleidingVersie | null> {
    if (!/^[1-9]\d{0,8}$/.test(nummer)) return null;
    const waar = { opleidingId, nummer: Number(nummer) };
    const versie = await this.dataSource.manager.findOneBy(OpleidingVersie, waar);
    return versie && (versie.gegevens.gepubliceerd || !openbaar) ? versie : null;
  }

  /**
   * The number of what everybody could read at that moment; null when that is how it still stands, or it was hidden.
   * @param code of the opleiding.
   */
  async opMoment(code: string, moment: Date): Promise<number | null> {
    const [row] = await this.dataSource.query<{ nummer: number; gepubliceerd: boolean }[]>(
      `SELECT v.nummer, (v.gegevens->>'gepubliceerd')::boolean AS gepubliceerd
         FROM opleiding o JOIN opleiding_versie v ON v.opleiding_id = o.id
        WHERE o.code = $1 AND v.geldig_tot > $2
        ORDER BY v.nummer LIMIT 1`,
      [code, moment],
    );
    return row?.gepubliceerd ? row.nummer : null;
  }
}
