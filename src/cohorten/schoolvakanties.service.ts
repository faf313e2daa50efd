import { Injectable } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { prepared } from '../platform/prepared.js';
import { Schoolvakantie } from './schoolvakantie.entity.js';
import type { Kalender } from './catalogusbestand/catalogus-cohort.rules.js';

interface Schooljaar {
  schooljaar: string;
  regio: string;
  vakanties: { naam: string; van: string; totEnMet: string }[];
}

const require = createRequire(import.meta.url);

/** What stands in schoolvakanties.yaml. */
export function schooljaren(): Schooljaar[] {
  const tekst = readFileSync(path.join(import.meta.dirname, 'schoolvakanties.yaml'), 'utf8');
  const json = prepared('schoolvakanties', [tekst], () => {
    const { parse } = require('yaml') as typeof import('yaml');
    return JSON.stringify(parse(tekst));
  });
  return JSON.parse(json) as Schooljaar[];
}

/** The region in which the academie lies. */
export const regio = 'Midden';

@Injectable()
export class SchoolvakantiesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Adds the holidays that the table does not have yet; what is there stays. For the start of the server. */
  async laad(m: EntityManager = this.dataSource.manager): Promise<void> {
    const rijen = schooljaren().flatMap((jaar) => jaar.vakanties.map((v) => ({ regio: jaar.regio, ...v })));
    await m.createQueryBuilder().insert().into(Schoolvakantie).values(rijen).orIgnore().execute();
  }

  /** Adds holidays from a file, and corrects the end or name of those that begin on the same day. */
  async vulAan(
    m: EntityManager,
    rijen: readonly Pick<Schoolvakantie, 'regio' | 'naam' | 'van' | 'totEnMet'>[],
  ) {
    if (rijen.length > 0) await m.upsert(Schoolvakantie, [...rijen], ['regio', 'van']);
  }

  /** The holidays of the region of the academie. */
  async alle(m: EntityManager = this.dataSource.manager): Promise<Schoolvakantie[]> {
    return m.find(Schoolvakantie, { where: { regio }, order: { van: 'ASC' } });
  }

  /** Today and the holidays around it. */
  async kalender(m: EntityManager): Promise<Kalender> {
    return { vandaag: dateOf(this.clock.now()), vakanties: await this.alle(m) };
  }
}
