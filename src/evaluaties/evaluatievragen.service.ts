import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { opleidingOnbekend } from '../opleidingen/opleidingen.errors.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import type { Wie } from '../toegang/wie.js';
import { Evaluatievraag } from './evaluatie.entity.js';
import { teVeelVragen, vraagBestaat, vraagOnbekend } from './evaluaties.errors.js';
import { MAXIMUM_EIGEN } from './vragenlijst.rules.js';

/** The own questions that an opleiding asks now, in their order. */
export const eigenVragen = (m: EntityManager, opleidingId: string): Promise<Evaluatievraag[]> =>
  m.find(Evaluatievraag, {
    where: { opleidingId, vervallenOp: IsNull() },
    order: { volgorde: 'ASC', id: 'ASC' },
  });

type Gewijzigd = { toegevoegd: number; vervallen: number };

/**
 * The own questions of an opleiding. A question never changes: answers to it may be compared over years. Who wants other
 * words drops it and adds a new one. What was sent out already stays as it was asked.
 */
@Injectable()
export class EvaluatievragenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** @throws DomainError `opleiding-onbekend` */
  async van(code: string): Promise<Evaluatievraag[]> {
    const { manager } = this.dataSource;
    const opleiding = await manager.findOneBy(Opleiding, { code: code.toUpperCase() });
    if (!opleiding) throw opleidingOnbekend();
    return eigenVragen(manager, opleiding.id);
  }

  /**
   * Adds a question after the others.
   * @throws DomainError `opleiding-onbekend`, `te-veel-vragen`, `vraag-bestaat`
   */
  voegToe(wie: Wie, code: string, vraag: Pick<Evaluatievraag, 'soort' | 'tekst'>): Promise<Evaluatievraag[]> {
    return this.wijzig(wie, code, async (m, opleidingId, vragen) => {
      if (vragen.some(({ tekst }) => gelijk(tekst, vraag.tekst))) throw vraagBestaat();
      if (vragen.length >= MAXIMUM_EIGEN) throw teVeelVragen(MAXIMUM_EIGEN);
      const volgorde = Math.max(0, ...vragen.map((andere) => andere.volgorde)) + 1;
      await m.insert(Evaluatievraag, { ...vraag, opleidingId, volgorde });
      return { toegevoegd: 1, vervallen: 0 };
    });
  }

  /**
   * @param plaats in the list, from 1; beyond the end is the end.
   * @throws DomainError `opleiding-onbekend`, `vraag-onbekend`
   */
  verplaats(wie: Wie, code: string, id: string, plaats: number): Promise<Evaluatievraag[]> {
    return this.wijzig(wie, code, async (m, _opleidingId, vragen) => {
      const vraag = vind(vragen, id);
      const nieuw = vragen.filter((andere) => andere !== vraag);
      nieuw.splice(plaats - 1, 0, vraag);
      if (nieuw.every((andere, i) => andere === vragen[i])) return null;
      for (const [i, andere] of nieuw.entries())
        await m.update(Evaluatievraag, { id: andere.id }, { volgorde: i + 1 });
      return { toegevoegd: 0, vervallen: 0 };
    });
  }

  /**
   * Is not asked any more from now on; what was answered to it stays.
   * @throws DomainError `opleiding-onbekend`, `vraag-onbekend`
   */
  laatVervallen(wie: Wie, code: string, id: string): Promise<Evaluatievraag[]> {
    return this.wijzig(wie, code, async (m, _opleidingId, vragen) => {
      await m.update(Evaluatievraag, { id: vind(vragen, id).id }, { vervallenOp: this.clock.now() });
      return { toegevoegd: 0, vervallen: 1 };
    });
  }

  /** With the opleiding locked, so that two who change at once do so after each other. */
  private wijzig(
    wie: Wie,
    code: string,
    werk: (m: EntityManager, opleidingId: string, vragen: Evaluatievraag[]) => Promise<Gewijzigd | null>,
  ): Promise<Evaluatievraag[]> {
    return inTransaction(this.dataSource, async (m) => {
      const opleiding = await m.findOne(Opleiding, {
        where: { code: code.toUpperCase() },
        lock: { mode: 'for_no_key_update' },
      });
      if (!opleiding) throw opleidingOnbekend();
      const gegevens = await werk(m, opleiding.id, await eigenVragen(m, opleiding.id));
      if (gegevens)
        await this.audit.noteer(m, {
          wie,
          code: 'evaluatie.vragen-gewijzigd',
          onderwerp: { soort: 'opleiding', id: opleiding.id },
          gegevens,
        });
      return eigenVragen(m, opleiding.id);
    });
  }
}

function vind(vragen: Evaluatievraag[], id: string): Evaluatievraag {
  const vraag = vragen.find((andere) => andere.id === id);
  if (!vraag) throw vraagOnbekend();
  return vraag;
}

const gelijk = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
