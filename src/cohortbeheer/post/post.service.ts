import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { ALLE } from '../../berichten/berichten.service.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Wie } from '../../toegang/wie.js';
import { Aanmeldpost } from './aanmeldpost.mails.js';
import { metAlinea, postgroepen, type Postsoort } from './geval.service.js';
import { Leerpost } from './leerpost.mails.js';
import { mailOnbekend } from './post.errors.js';
import { Verlooppost } from './verlooppost.mails.js';
import { Cohortalinea } from '../../berichten/bericht.entity.js';

/** Every soort of mail that a cohort sends or may send, and the coördinator's own paragraph in it. */
@Injectable()
export class PostService {
  /** In order of the moments. */
  readonly soorten: Postsoort[];

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
    aanmeldpost: Aanmeldpost,
    verlooppost: Verlooppost,
    leerpost: Leerpost,
  ) {
    const alle = [aanmeldpost, verlooppost, leerpost].flatMap(({ soorten }) => soorten);
    this.soorten = postgroepen.flatMap((groep) => alle.filter((soort) => soort.groep === groep));
  }

  vind(soort: string): Postsoort | undefined {
    return this.soorten.find((post) => post.soort === soort);
  }

  /**
   * Keeps the paragraph, for mails that are written from now on.
   * @param soort of the mail, or `alle`.
   * @param tekst at most 1000 characters; null takes the paragraph out.
   * @throws DomainError `cohort-onbekend`, `mail-onbekend`
   */
  bewaarAlinea(wie: Wie, cohortId: string, soort: string, tekst: string | null): Promise<void> {
    const post = this.vind(soort);
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
