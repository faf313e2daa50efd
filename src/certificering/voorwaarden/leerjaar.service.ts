import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { IN_ZEKER } from '../../aanmeldingen/standen.js';
import { AuditService } from '../../audit/audit.service.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { dateOf } from '../../platform/clock/dates.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Wie } from '../../toegang/wie.js';
import {
  aanmeldingNietInCohort,
  alCertificaat,
  leerjaarOnbekend,
  onderdeelOnbekend,
} from '../certificering.errors.js';
import { type Besluit, Certificeringsoordeel, Onderdeel, OnderdeelVoltooid } from './leerjaar.entity.js';
import { LeerjaarQueries, onderdelenVan } from './leerjaar.queries.js';
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

/** Records what the coördinator knows of people in a leerjaar: who completed an onderdeel, and judgements in place of the rule. */
@Injectable()
export class LeerjaarService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly queries: LeerjaarQueries,
    private readonly audit: AuditService,
  ) {}

  /**
   * Of everybody in the cohort at once: who is named has completed it, the others have not. Ids of people who are not in
   * the cohort are passed over.
   * @returns how many changed.
   * @throws DomainError `onderdeel-onbekend`
   */
  async markeer(
    wie: Wie,
    cohortId: string,
    leerjaar: number,
    onderdeelId: string,
    voltooid: readonly string[],
  ): Promise<number> {
    return inTransaction(this.dataSource, async (m) => {
      const { cohort } = await this.plaatsen.vergrendelEen(m, cohortId);
      const onderdelen = await onderdelenVan(m, cohort.opleidingId, leerjaar);
      const onderdeel = onderdelen.find(({ id }) => id === onderdeelId);
      if (!onderdeel) throw onderdeelOnbekend();
      const was = await this.stand(m, cohortId, leerjaar, onderdeelId);
      const erbij = [...was].filter(([id, klaar]) => !klaar && voltooid.includes(id)).map(([id]) => id);
      const eraf = [...was].filter(([id, klaar]) => klaar && !voltooid.includes(id)).map(([id]) => id);
      await this.bewaarOnderdeel(m, onderdeelId, erbij, eraf);
      await this.noteerOnderdeel(m, wie, onderdeel, [
        ...erbij.map((id) => ({ id, voltooid: true })),
        ...eraf.map((id) => ({ id, voltooid: false })),
      ]);
      return erbij.length + eraf.length;
    });
  }

  private async bewaarOnderdeel(
    m: EntityManager,
    onderdeelId: string,
    erbij: readonly string[],
    eraf: readonly string[],
  ): Promise<void> {
    const op = dateOf(this.clock.now());
    const rijen = erbij.map((aanmeldingId) => ({ onderdeelId, aanmeldingId, op }));
    if (rijen.length > 0) await m.insert(OnderdeelVoltooid, rijen);
    if (eraf.length > 0) await m.delete(OnderdeelVoltooid, { onderdeelId, aanmeldingId: In([...eraf]) });
  }

  /** Everybody with a place and without the certificaat, and whether they completed it. */
  private async stand(
    m: EntityManager,
    cohortId: string,
    leerjaar: number,
    onderdeelId: string,
  ): Promise<Map<string, boolean>> {
    const rows = await m.query<{ id: string; klaar: boolean }[]>(
      `SELECT a.id, v.aanmelding_id IS NOT NULL AS klaar FROM aanmelding a
         LEFT JOIN onderdeel_voltooid v ON v.aanmelding_id = a.id AND v.onderdeel_id = $3
        WHERE a.cohort_id = $1 AND a.status ${IN_ZEKER}
          AND NOT EXISTS (SELECT 1 FROM certificaat t WHERE t.aanmelding_id = a.id AND t.leerjaar = $2)`,
      [cohortId, leerjaar, onderdeelId],
    );
    return new Map(rows.map(({ id, klaar }) => [id, klaar]));
  }

  private noteerOnderdeel(
    m: EntityManager,
    wie: Wie,
    { naam, leerjaar }: Onderdeel,
    gewijzigd: readonly { id: string; voltooid: boolean }[],
  ): Promise<void> {
    return this.audit.noteerAlle(
      m,
      gewijzigd.map(({ id, voltooid }) => ({
        wie,
        code: 'aanmelding.onderdeel' as const,
        onderwerp: { soort: 'aanmelding' as const, id },
        gegevens: { onderdeel: naam, leerjaar, voltooid },
      })),
    );
  }

  /** @throws DomainError `leerjaar-onbekend`, `aanmelding-onbekend`, `al-certificaat` against somebody who has it. */
  async oordeel(wie: Wie, cohortId: string, leerjaar: number, oordeel: OordeelDto): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      await this.plaatsen.vergrendelEen(m, cohortId);
      if (!(await this.queries.leerjaren(m, cohortId)).includes(leerjaar)) throw leerjaarOnbekend(leerjaar);
      await this.bewaarOordelen(m, wie, cohortId, leerjaar, [oordeel]);
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
      await this.noteerOordelen(m, wie, leerjaar, [{ aanmelding: aanmeldingId, besluit: null, reden: null }]);
    });
  }

  /** A step, with the cohort locked. */
  async bewaarOordelen(
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
    await this.noteerOordelen(m, wie, leerjaar, nieuw);
  }

  private noteerOordelen(
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
