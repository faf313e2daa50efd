import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { trainersVan, type Wie } from '../toegang/wie.js';
import { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';
import { bijeenkomstOnbekend } from './aanwezigheid.errors.js';

/** Whose attendance somebody may see and record: a trainer of the own cohorten, the academie of all. */
@Injectable()
export class Bijeenkomsttoegang {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws DomainError `bijeenkomst-onbekend`, also for a bijeenkomst of which `wie` may not know. */
  async een(wie: Wie, id: string, m: EntityManager = this.dataSource.manager): Promise<Bijeenkomst> {
    const bijeenkomst = await m.findOneBy(Bijeenkomst, { id });
    if (!bijeenkomst || !(await this.mag(m, wie, bijeenkomst))) throw bijeenkomstOnbekend();
    return bijeenkomst;
  }

  /** The same, held until the transaction ends: who marks the same bijeenkomst waits for the other. */
  async vergrendel(m: EntityManager, wie: Wie, id: string): Promise<Bijeenkomst> {
    await this.een(wie, id, m);
    const [bijeenkomst] = await this.lock(m, [id]);
    if (!bijeenkomst) throw bijeenkomstOnbekend();
    return bijeenkomst;
  }

  /** In id order, so that two that need the same ones cannot wait for each other. */
  lock(m: EntityManager, ids: string[]): Promise<Bijeenkomst[]> {
    return m.find(Bijeenkomst, {
      where: { id: In(ids) },
      order: { id: 'ASC' },
      lock: { mode: 'for_no_key_update' },
    });
  }

  private async mag(m: EntityManager, wie: Wie, { cohortId }: Bijeenkomst): Promise<boolean> {
    if (wie.soort !== 'gebruiker' || wie.rol !== 'trainer') return true;
    return m.existsBy(Bijeenkomst, { cohortId, trainerId: In(trainersVan(wie)) });
  }
}
