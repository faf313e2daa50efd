import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { Certificaat, GEWISTE_NAAM } from '../certificaat/certificaat.entity.js';
import { Uitreiking } from '../uitreiken/uitreiking.entity.js';

export interface MetHouder {
  certificaat: Certificaat;
  persoonId: string;
}

export interface Partij {
  cohort: string;
  /** Of the ceremony, `YYYY-MM-DD`. */
  datum: string;
  /** The valid ones, in order of number. */
  certificaten: Certificaat[];
}

@Injectable()
export class BestandenQueries {
  constructor(private readonly dataSource: DataSource) {}

  async metNummer(nummer: string): Promise<MetHouder | undefined> {
    const m = this.dataSource.manager;
    const certificaat = await m.findOneBy(Certificaat, { nummer });
    if (!certificaat) return undefined;
    const { persoonId } = await m.findOneByOrFail(Aanmelding, { id: certificaat.aanmeldingId });
    return { certificaat, persoonId };
  }

  /** @returns undefined when the cohort does not exist. */
  async partij(cohortId: string, leerjaar: number): Promise<Partij | undefined> {
    const m = this.dataSource.manager;
    const cohort = await m.findOneBy(Cohort, { id: cohortId });
    if (!cohort) return undefined;
    const uitreiking = await m.findOneBy(Uitreiking, { cohortId, leerjaar });
    if (!uitreiking) return { cohort: cohort.code, datum: '', certificaten: [] };
    const certificaten = await m
      .createQueryBuilder(Certificaat, 'c')
      .where('c.uitreikingId = :id AND c.ingetrokkenOp IS NULL AND c.vervangenOp IS NULL', {
        id: uitreiking.id,
      })
      .andWhere(`c.gegevens ->> 'naam' <> :gewist`, { gewist: GEWISTE_NAAM })
      .orderBy('c.jaar')
      .addOrderBy('c.volgnummer')
      .getMany();
    return { cohort: cohort.code, datum: uitreiking.datum, certificaten };
  }
}
