import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import type { Wie } from '../../toegang/wie.js';
import { ALLE } from '../../berichten/berichten.service.js';
import { Cohortalinea } from '../../berichten/cohortalinea.entity.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { mailOnbekend } from './post.errors.js';
import { Postlijst } from './postlijst.js';
import { metAlinea } from './postsoort.js';

/** The coördinator's own paragraph in the mails of a cohort. Mails that were written before keep their text. */
@Injectable()
export class AlineasService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    private readonly lijst: Postlijst,
  ) {}

  /**
   * @param soort of the mail, or `alle`.
   * @param tekst at most 1000 characters; null takes the paragraph out.
   * @throws DomainError `cohort-onbekend`, `mail-onbekend`
   */
  bewaar(wie: Wie, cohortId: string, soort: string, tekst: string | null): Promise<void> {
    const post = this.lijst.vind(soort);
    if (soort !== ALLE && !(post && metAlinea(post))) throw mailOnbekend();
    return inTransaction(this.dataSource, async (m) => {
      if (!(await m.existsBy(Cohort, { id: cohortId }))) throw cohortOnbekend();
      const oud = await m.findOneBy(Cohortalinea, { cohortId, soort });
      if ((oud?.tekst ?? null) === tekst) return;
      const kern = { cohortId, soort };
      if (tekst === null) await m.delete(Cohortalinea, kern);
      else
        await m.upsert(Cohortalinea, { ...kern, tekst, gewijzigdOp: this.clock.now() }, [
          'cohortId',
          'soort',
        ]);
      const gegevens = { soort, weg: tekst === null };
      const onderwerp = { soort: 'cohort', id: cohortId } as const;
      await this.audit.noteer(m, { wie, code: 'cohort.alinea', onderwerp, gegevens });
    });
  }
}
