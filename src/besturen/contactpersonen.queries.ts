import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Contactpersoon } from './contactpersoon.entity.js';

/** Who speaks for a bestuur, for the screens of the academie. */
@Injectable()
export class ContactpersonenQueries {
  constructor(private readonly dataSource: DataSource) {}

  vanBestuur(bestuurId: string): Promise<Contactpersoon[]> {
    return this.dataSource.manager.find(Contactpersoon, {
      where: { bestuurId },
      order: { naam: 'ASC', id: 'ASC' },
    });
  }

  een(bestuurId: string, id: string): Promise<Contactpersoon | null> {
    return this.dataSource.manager.findOneBy(Contactpersoon, { bestuurId, id });
  }

  /** When anybody of these besturen was last spoken with, by the id of the bestuur. */
  async laatsteContact(besturen: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.dataSource.query<{ id: string; op: string }[]>(
      `SELECT bestuur_id AS id, max(laatst_op)::text AS op FROM contactpersoon
        WHERE bestuur_id = ANY($1) AND laatst_op IS NOT NULL GROUP BY bestuur_id`,
      [besturen],
    );
    return new Map(rows.map(({ id, op }) => [id, op]));
  }
}
