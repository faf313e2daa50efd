import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Certificaatgegevens } from '../certificaat/certificaat.entity.js';
import { standVan, type Certificaatstand } from '../controle/controle.rules.js';

export interface EigenCertificaat {
  nummer: string;
  cohortId: string;
  gegevens: Certificaatgegevens;
  stand: Certificaatstand;
  ingetrokkenOp: Date | null;
  vervangenOp: Date | null;
  vervangenDoor: string | null;
  naamOpenbaarOp: Date | null;
}

/** Hours on one day; `eindigt` after `begint`. */
export interface Bijgewoond {
  begint: Date;
  eindigt: Date;
}

/** What one person has: certificaten and hours over all cohorten and years. */
@Injectable()
export class MijnQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first; withdrawn and replaced ones too. */
  async certificaten(persoonId: string): Promise<EigenCertificaat[]> {
    const rijen = await this.dataSource.query<Omit<EigenCertificaat, 'stand'>[]>(
      `SELECT k.nummer, a.cohort_id AS "cohortId", k.gegevens, k.ingetrokken_op AS "ingetrokkenOp",
              k.vervangen_op AS "vervangenOp", v.nummer AS "vervangenDoor", k.naam_openbaar_op AS "naamOpenbaarOp"
         FROM aanmelding a
         JOIN certificaat k ON k.aanmelding_id = a.id
         LEFT JOIN certificaat v ON v.vervangt_id = k.id
        WHERE a.persoon_id = $1
        ORDER BY k.gegevens->>'datum' DESC, k.jaar DESC, k.volgnummer DESC`,
      [persoonId],
    );
    return rijen.map((rij) => ({ ...rij, stand: standVan(rij) }));
  }

  /** Every bijeenkomst that this person came to, also to make up for another one. */
  bijgewoond(persoonId: string): Promise<Bijgewoond[]> {
    return this.dataSource.query(
      `SELECT b.begint, b.eindigt FROM aanmelding a
         JOIN aanwezigheid w ON w.aanmelding_id = a.id AND w.stand = 'aanwezig'
         JOIN bijeenkomst b ON b.id = w.bijeenkomst_id
        WHERE a.persoon_id = $1 ORDER BY b.begint`,
      [persoonId],
    );
  }
}
