import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { Scholenwijzer, type SchoolInWijzer } from './scholenwijzer.js';

@Injectable()
export class ScholenwijzerQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** All schools and besturen as they are now, to look up any number of lines in. */
  async wijzer(): Promise<Scholenwijzer> {
    const scholen = await this.dataSource.query<SchoolInWijzer[]>(
      `SELECT vestigingscode, naam, plaats, gesloten_op IS NOT NULL AS gesloten, bestuur_id AS "bestuurId"
         FROM school ORDER BY vestigingscode`,
    );
    const besturen = await this.dataSource.manager.find(Bestuur);
    return new Scholenwijzer(scholen, besturen);
  }
}
