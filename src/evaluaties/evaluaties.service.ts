import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { plural } from '../platform/web/template-helpers.js';
import { systeem, type Wie } from '../toegang/wie.js';
import { EvaluatieAntwoord } from './evaluatie-antwoord.entity.js';
import { Evaluatie, type Evaluatiesoort } from './evaluatie.entity.js';
import { evaluatieGesloten, evaluatieOnbekend } from './evaluaties.errors.js';
import { TE_SLUITEN } from './evaluaties.queries.js';
import { TellenService } from './uitkomst/tellen.service.js';

interface TeSluiten {
  id: string;
  /** Before its time, because everybody has answered. */
  iedereen: boolean;
}

/** The end of an evaluatie: from then on there are no more answers. */
@Injectable()
export class EvaluatiesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly tellen: TellenService,
  ) {}

  /**
   * The coördinator waits no longer.
   * @throws DomainError `evaluatie-onbekend`, `evaluatie-gesloten`
   */
  async sluit(wie: Wie, id: string, reden?: string): Promise<Evaluatie> {
    return inTransaction(this.dataSource, async (m) => {
      const evaluatie = await vergrendel(m, id);
      if (!evaluatie) throw evaluatieOnbekend();
      if (evaluatie.geslotenOp) throw evaluatieGesloten();
      await this.sluitAf(m, wie, evaluatie, reden);
      return evaluatie;
    });
  }

  /** A step: the ones of this soort whose time is over, or that everybody has answered. */
  async teSluiten(m: EntityManager, soort: Evaluatiesoort): Promise<string[]> {
    const rows = await m.query<TeSluiten[]>(TE_SLUITEN, [this.clock.now(), soort, null]);
    return rows.map(({ id }) => id);
  }

  /** A step: closes one of those, when it still is one. */
  async sluitRijpe(m: EntityManager, soort: Evaluatiesoort, id: string): Promise<string[]> {
    const evaluatie = await vergrendel(m, id);
    const [rijp] = await m.query<TeSluiten[]>(TE_SLUITEN, [this.clock.now(), soort, id]);
    if (!evaluatie || !rijp) return [];
    const reden = rijp.iedereen ? 'iedereen heeft geantwoord' : undefined;
    const antwoorden = await this.sluitAf(m, systeem, evaluatie, reden);
    const { code } = await m.findOneByOrFail(Cohort, { id: evaluatie.cohortId });
    return [`${code}: ${soort} gesloten met ${plural(antwoorden, 'antwoord', 'antwoorden')}`];
  }

  /** A step: on 1 October small groups are put together. */
  async bundel(m: EntityManager): Promise<string[]> {
    const aantal = await this.tellen.verdeel(m);
    return aantal === 0 ? [] : [`${plural(aantal, 'bundel', 'bundels')} van kleine groepen gemaakt`];
  }

  private async sluitAf(m: EntityManager, wie: Wie, evaluatie: Evaluatie, reden?: string): Promise<number> {
    evaluatie.geslotenOp = this.clock.now();
    await m.update(Evaluatie, { id: evaluatie.id }, { geslotenOp: evaluatie.geslotenOp });
    await this.tellen.leg(m, [evaluatie.id]);
    const antwoorden = await m.countBy(EvaluatieAntwoord, { evaluatieId: evaluatie.id });
    await this.audit.noteer(m, {
      wie,
      code: 'evaluatie.gesloten',
      onderwerp: { soort: 'cohort', id: evaluatie.cohortId },
      gegevens: { soort: evaluatie.soort, antwoorden, ...(reden ? { reden } : {}) },
    });
    return antwoorden;
  }
}

/** Locks one evaluatie, so that answering, asking and closing take turns. */
export const vergrendel = (m: EntityManager, id: string): Promise<Evaluatie | null> =>
  m.findOne(Evaluatie, { where: { id }, lock: { mode: 'for_no_key_update' } });

/** The same, and nothing when it takes no answers any more. */
export async function vergrendelOpen(m: EntityManager, id: string, nu: Date): Promise<Evaluatie | null> {
  const evaluatie = await vergrendel(m, id);
  return evaluatie?.isOpen(nu) ? evaluatie : null;
}
