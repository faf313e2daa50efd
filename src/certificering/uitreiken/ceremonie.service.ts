import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { changes } from '../../platform/changes.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Wie } from '../../toegang/wie.js';
import { geenUitreiking, leerjaarOnbekend, uitreikingVast } from '../certificering.errors.js';
import { CertificeringMails } from '../certificering.mails.js';
import { LeerjaarQueries } from '../voorwaarden/leerjaar.queries.js';
import { leerjaarbeeld } from '../voorwaarden/leerjaar.rules.js';
import type { UitreikingDto } from './certificering.dto.js';
import { datumbezwaar } from './uitreiken.rules.js';
import { Uitreiking } from './uitreiking.entity.js';

/** Planning the ceremony, and inviting to it. */
@Injectable()
export class CeremonieService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly queries: LeerjaarQueries,
    private readonly mails: CertificeringMails,
    private readonly audit: AuditService,
  ) {}

  /**
   * May be planned before the leerjaar is over.
   * @throws DomainError `leerjaar-onbekend`, `datum-voor-einde`, `datum-te-ver`, and `uitreiking-vast` once certificaten
   *   were issued.
   */
  async plan(wie: Wie, cohortId: string, leerjaar: number, dto: UitreikingDto): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const { cohort } = await this.plaatsen.vergrendelEen(m, cohortId);
      const beeld = leerjaarbeeld(await this.queries.van(m, cohort, leerjaar), this.clock.now());
      if (!beeld.leerjaren.includes(leerjaar)) throw leerjaarOnbekend(leerjaar);
      if (beeld.kandidaten.some(({ nummer }) => nummer !== null)) throw uitreikingVast();
      const nu = this.clock.now();
      const fout = datumbezwaar(dto.datum, beeld, nu);
      if (fout) throw fout;
      const { datum = null, tijd = null, plaats = null, gastheer = null } = beeld.uitreiking ?? {};
      const nieuw = {
        datum: dto.datum,
        tijd: dto.tijd ?? null,
        plaats: dto.plaats ?? null,
        gastheer: dto.gastheer ?? null,
      };
      const velden = changes<Record<string, string | null>>({ datum, tijd, plaats, gastheer }, nieuw);
      if (Object.keys(velden).length === 0) return;
      const versie = (beeld.uitreiking?.versie ?? 0) + 1;
      const oud = beeld.uitreiking ?? { cohortId, leerjaar, aangemaaktOp: nu };
      await m.save(m.create(Uitreiking, { ...oud, ...nieuw, versie }));
      await this.audit.noteer(m, {
        wie,
        code: 'cohort.certificering-gewijzigd',
        onderwerp: { soort: 'cohort', id: cohortId },
        gegevens: { leerjaar, velden },
      });
    });
  }

  /**
   * Invites those who qualify and do not know of this ceremony yet; after a change of day or place all of them again.
   * @returns how many mails were written.
   * @throws DomainError `geen-uitreiking` without a day and a time, `leerjaar-onbekend`
   */
  async nodigUit(cohortId: string, leerjaar: number): Promise<number> {
    return inTransaction(this.dataSource, async (m) => {
      const { cohort } = await this.plaatsen.vergrendelEen(m, cohortId);
      const beeld = leerjaarbeeld(await this.queries.van(m, cohort, leerjaar), this.clock.now());
      if (!beeld.uitreiking?.tijd) throw geenUitreiking();
      const wel = beeld.kandidaten.filter((k) => k.uitslag.groep === 'wel' && k.elders === null);
      return this.mails.uitnodiging(
        m,
        beeld,
        wel.map(({ aanmeldingId }) => aanmeldingId),
      );
    });
  }

  /** How many of these people were invited to the ceremony as it is planned now. */
  async uitgenodigd(uitreiking: Uitreiking, aanmeldingIds: readonly string[]): Promise<number> {
    return this.mails.geteld(this.dataSource.manager, uitreiking, aanmeldingIds);
  }
}
