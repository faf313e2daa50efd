import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { inTransaction } from '../platform/database/transaction.js';
import { changes } from '../platform/records.js';
import { House } from '../platform/web/house.js';
import type { Wie } from '../toegang/wie.js';
import type { AcademieFormulier } from './academie.dto.js';
import { Academie } from './academie.entity.js';

export type Academiegegevens = Pick<Academie, 'naam' | 'contactadres'>;

/** What the academie is called and where people ask. */
@Injectable()
export class AcademieService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly house: House,
  ) {
    house.keptBy(async (m) => {
      const gegevens = await this.vind(m);
      return gegevens && { name: gegevens.naam, contact: gegevens.contactadres };
    });
  }

  /** Null as long as nobody said. */
  vind(m: EntityManager = this.dataSource.manager): Promise<Academie | null> {
    return m.findOneBy(Academie, { enig: true });
  }

  async wijzig(wie: Wie, { naam, contactadres = null }: AcademieFormulier): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      await m.query('LOCK TABLE academie IN SHARE ROW EXCLUSIVE MODE');
      const oud: Academiegegevens = (await this.vind(m)) ?? { naam: '', contactadres: null };
      const velden = changes<Academiegegevens>(oud, { naam, contactadres });
      if (Object.keys(velden).length === 0) return;
      await m.save(Academie, { enig: true, naam, contactadres });
      await this.audit.noteer(m, {
        wie,
        code: 'academie.gewijzigd',
        onderwerp: { soort: 'academie', id: 'academie' },
        gegevens: { velden },
      });
    });
    await this.house.read();
  }
}
