import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf, formatDate } from '../platform/clock/dates.js';
import { inSteps } from '../platform/database/rehearsal.js';
import { inTransaction } from '../platform/database/transaction.js';
import { systeem, type Wie } from '../toegang/wie.js';
import { alInDezeStand, schoolGesloten, zelfdeBestuur } from './besturen.errors.js';
import { bestuursnaam } from './besturen.rules.js';
import { School } from './school.entity.js';
import { openBestuur, vergrendelSchool } from './scholen.service.js';

/**
 * Schools that go to another bestuur from a day. Aanmeldingen keep the bestuur that they were made with; new ones get
 * the new one.
 */
@Injectable()
export class VerhuizingenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * Today or earlier it is done at once, and what was planned is off; later it is planned, in place of an earlier plan.
   * @param vanaf YYYY-MM-DD. @returns whether it is done.
   * @throws DomainError `school-onbekend`, `school-gesloten`, `bestuur-onbekend`, `bestuur-gesloten`, `zelfde-bestuur`
   */
  verhuis(wie: Wie, id: string, naar: string, vanaf: string): Promise<boolean> {
    return inTransaction(this.dataSource, async (m) => {
      const school = await vergrendelSchool(m, id);
      if (school.geslotenOp) throw schoolGesloten();
      await openBestuur(m, naar);
      if (school.bestuurId === naar) throw zelfdeBestuur();
      if (vanaf <= dateOf(this.clock.now())) {
        await this.voerUit(m, wie, school, naar, vanaf);
        return true;
      }
      await m.update(School, id, { verhuistNaarId: naar, verhuistOp: vanaf });
      await this.audit.noteer(m, {
        wie,
        code: 'school.verhuizing-gepland',
        onderwerp: { soort: 'school', id },
        gegevens: { naar, vanaf },
      });
      return false;
    });
  }

  /** @throws DomainError `school-onbekend`, `al-zo` when it was done, or taken back, before. */
  trekIn(wie: Wie, id: string): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const { verhuistNaarId: naar, verhuistOp: vanaf } = await vergrendelSchool(m, id);
      if (!naar || !vanaf) throw alInDezeStand('Er is geen verhuizing meer gepland.');
      await m.update(School, id, { verhuistNaarId: null, verhuistOp: null });
      await this.audit.noteer(m, {
        wie,
        code: 'school.verhuizing-ingetrokken',
        onderwerp: { soort: 'school', id },
        gegevens: { naar, vanaf },
      });
    });
  }

  /** Does the moves whose day has come, each in a transaction of its own. @returns a sentence for each. */
  async voerGeplandeUit(proef: boolean): Promise<string[]> {
    const dag = dateOf(this.clock.now());
    const scholen = await this.dataSource.query<{ id: string }[]>(
      'SELECT id FROM school WHERE verhuist_op <= $1 AND gesloten_op IS NULL ORDER BY verhuist_op, id',
      [dag],
    );
    return inSteps(this.dataSource, proef, async (stap) => {
      const regels: string[] = [];
      for (const { id } of scholen) regels.push(...(await stap((m) => this.voerGeplandUit(m, id, dag))));
      return regels;
    });
  }

  private async voerGeplandUit(m: EntityManager, id: string, dag: string): Promise<string[]> {
    const school = await vergrendelSchool(m, id);
    const { verhuistNaarId: naar, verhuistOp: vanaf } = school;
    if (!naar || !vanaf || vanaf > dag) return [];
    const bestuur = await openBestuur(m, naar);
    await this.voerUit(m, systeem, school, naar, vanaf);
    return [`${school.naam} hoort met ingang van ${formatDate(vanaf)} bij ${bestuursnaam(bestuur)}`];
  }

  private async voerUit(
    m: EntityManager,
    wie: Wie,
    school: School,
    naar: string,
    vanaf: string,
  ): Promise<void> {
    const { id, bestuurId: van } = school;
    await m.update(School, id, {
      bestuurId: naar,
      bestuurSinds: vanaf,
      verhuistNaarId: null,
      verhuistOp: null,
    });
    await this.audit.noteer(m, {
      wie,
      code: 'school.verhuisd',
      onderwerp: { soort: 'school', id },
      gegevens: { van, naar, vanaf },
    });
  }
}
