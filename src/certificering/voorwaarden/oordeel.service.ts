import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { IN_ZEKER } from '../../aanmeldingen/standen.js';
import { AuditService } from '../../audit/audit.service.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Wie } from '../../toegang/wie.js';
import { aanmeldingNietInCohort, alCertificaat, leerjaarOnbekend } from '../certificering.errors.js';
import { type Besluit, Certificeringsoordeel } from './certificeringsoordeel.entity.js';
import { LeerjaarQueries } from './leerjaar.queries.js';
import type { OordeelDto } from './voorwaarden.dto.js';

interface Bekend {
  id: string;
  besluit: Besluit | null;
  reden: string | null;
  gecertificeerd: boolean;
}

const BEKEND = `
  SELECT a.id, o.besluit, o.reden, EXISTS (SELECT 1 FROM certificaat t
           WHERE t.aanmelding_id = a.id AND t.leerjaar = $2 AND t.ingetrokken_op IS NULL AND t.vervangen_op IS NULL)
         AS gecertificeerd
    FROM aanmelding a
    LEFT JOIN certificeringsoordeel o ON o.aanmelding_id = a.id AND o.leerjaar = $2
   WHERE a.cohort_id = $1 AND a.id = ANY($3) AND a.status ${IN_ZEKER}`;

/** The coördinator's own judgement: somebody gets a certificaat, or does not, whatever the rule says. */
@Injectable()
export class OordeelService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly queries: LeerjaarQueries,
    private readonly audit: AuditService,
  ) {}

  /** @throws DomainError `leerjaar-onbekend`, `aanmelding-onbekend`, `al-certificaat` against somebody who has it. */
  async oordeel(wie: Wie, cohortId: string, leerjaar: number, oordeel: OordeelDto): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      await this.plaatsen.vergrendelEen(m, cohortId);
      if (!(await this.queries.leerjaren(m, cohortId)).includes(leerjaar)) throw leerjaarOnbekend(leerjaar);
      await this.bewaar(m, wie, cohortId, leerjaar, [oordeel]);
    });
  }

  /** Back to the rule. @throws DomainError `aanmelding-onbekend` */
  async herstel(wie: Wie, cohortId: string, leerjaar: number, aanmeldingId: string): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      await this.plaatsen.vergrendelEen(m, cohortId);
      const [oud] = await m.query<Bekend[]>(BEKEND, [cohortId, leerjaar, [aanmeldingId]]);
      if (!oud) throw aanmeldingNietInCohort('aanmelding');
      if (oud.besluit === null) return;
      await m.delete(Certificeringsoordeel, { aanmeldingId, leerjaar });
      await this.noteer(m, wie, leerjaar, [{ aanmelding: aanmeldingId, besluit: null, reden: null }]);
    });
  }

  /** A step, with the cohort locked. */
  async bewaar(
    m: EntityManager,
    wie: Wie,
    cohortId: string,
    leerjaar: number,
    oordelen: readonly OordeelDto[],
  ): Promise<void> {
    if (oordelen.length === 0) return;
    const ids = oordelen.map(({ aanmelding }) => aanmelding);
    const rijen = await m.query<Bekend[]>(BEKEND, [cohortId, leerjaar, ids]);
    const bekend = new Map(rijen.map((rij) => [rij.id, rij]));
    const nieuw = oordelen.filter((oordeel, i) => {
      const oud = bekend.get(oordeel.aanmelding);
      if (!oud) throw aanmeldingNietInCohort(`oordelen.${i}.aanmelding`);
      if (oud.gecertificeerd && oordeel.besluit === 'niet') throw alCertificaat();
      return oud.besluit !== oordeel.besluit || oud.reden !== oordeel.reden;
    });
    const op = this.clock.now();
    await m.upsert(
      Certificeringsoordeel,
      nieuw.map(({ aanmelding, besluit, reden }) => ({
        aanmeldingId: aanmelding,
        leerjaar,
        besluit,
        reden,
        op,
      })),
      ['aanmeldingId', 'leerjaar'],
    );
    await this.noteer(m, wie, leerjaar, nieuw);
  }

  private noteer(
    m: EntityManager,
    wie: Wie,
    leerjaar: number,
    oordelen: readonly { aanmelding: string; besluit: Besluit | null; reden: string | null }[],
  ): Promise<void> {
    return this.audit.noteerAlle(
      m,
      oordelen.map(({ aanmelding, besluit, reden }) => ({
        wie,
        code: 'certificaat.oordeel' as const,
        onderwerp: { soort: 'aanmelding' as const, id: aanmelding },
        gegevens: { leerjaar, besluit, reden },
      })),
    );
  }
}
