import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import type { FieldError } from '../platform/errors/domain-error.js';
import { trainersVan, type Wie } from '../toegang/wie.js';
import type { Aanwezigheidsstand } from './aanwezigheid.entity.js';
import {
  bijeenkomstOnbekend,
  nogNietBegonnen,
  rijenKloppenNiet,
  type Rijfout,
  rijfouten,
} from './aanwezigheid.errors.js';
import { magVastleggen } from './aanwezigheid.rules.js';

/** One aanmelding and the stand to record. */
export interface Vastlegging {
  aanmelding: string;
  stand: Aanwezigheidsstand;
}

interface Bekend {
  id: string;
  eigen: boolean;
  metPlaats: boolean;
  stand: Aanwezigheidsstand | null;
  haaltIn: boolean;
}

const BEKEND = `
  SELECT a.id, a.cohort_id = $2 AS eigen, w.stand, w.haalt_in_id IS NOT NULL AS "haaltIn",
         a.plaatsnummer IS NOT NULL AND (a.vervalt_op IS NULL OR a.vervalt_op > $4) AS "metPlaats"
    FROM aanmelding a
    LEFT JOIN aanwezigheid w ON w.bijeenkomst_id = $1 AND w.aanmelding_id = a.id
   WHERE a.id = ANY($3)`;

const BEWAAR = `
  INSERT INTO aanwezigheid (bijeenkomst_id, aanmelding_id, stand, op)
  SELECT $1, r.aanmelding, r.stand, $4 FROM unnest($2::uuid[], $3::text[]) AS r (aanmelding, stand)
  ON CONFLICT (bijeenkomst_id, aanmelding_id) DO UPDATE SET stand = EXCLUDED.stand, op = EXCLUDED.op`;

/** Recording who was there. One bijeenkomst at a time is locked, so that every auditregel tells the true value before. */
@Injectable()
export class AanwezigheidService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /**
   * All rows or none; a row that is so already changes nothing.
   * @throws DomainError `bijeenkomst-onbekend`, `aanwezigheid-klopt-niet` naming every row that cannot be,
   *   `bijeenkomst-nog-niet-begonnen` for anything but `afgemeld` before the doors open.
   */
  async legVast(wie: Wie, bijeenkomstId: string, rijen: Vastlegging[]): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const bijeenkomst = await this.vergrendel(m, wie, bijeenkomstId);
      await this.bewaar(m, wie, bijeenkomst, rijen);
    });
  }

  /** A step, with the bijeenkomst locked. @param inloper came without a place, and is recorded all the same. */
  async bewaar(
    m: EntityManager,
    wie: Wie,
    bijeenkomst: Bijeenkomst,
    rijen: Vastlegging[],
    inloper = false,
  ): Promise<void> {
    const nu = this.clock.now();
    const bekend = await this.bekend(m, bijeenkomst, rijen, nu);
    controleer(rijen, bekend, inloper);
    const nieuw = rijen.filter(({ aanmelding, stand }) => bekend.get(aanmelding)?.stand !== stand);
    if (!nieuw.every(({ stand }) => magVastleggen(stand, bijeenkomst.begint, nu))) throw nogNietBegonnen();
    if (nieuw.length === 0) return;
    const ids = nieuw.map(({ aanmelding }) => aanmelding);
    const standen = nieuw.map(({ stand }) => stand);
    await m.query(BEWAAR, [bijeenkomst.id, ids, standen, nu]);
    await this.audit.noteerAlle(
      m,
      nieuw.map(({ aanmelding, stand }) => ({
        wie,
        code: 'aanmelding.aanwezigheid' as const,
        onderwerp: { soort: 'aanmelding' as const, id: aanmelding },
        gegevens: {
          bijeenkomst: bijeenkomst.id,
          van: bekend.get(aanmelding)?.stand ?? null,
          naar: stand,
        },
      })),
    );
  }

  /**
   * A trainer may see and record the attendance of the own cohorten, the academie of all.
   * @throws DomainError `bijeenkomst-onbekend`, also for a bijeenkomst of which `wie` may not know.
   */
  async bijeenkomst(wie: Wie, id: string, m: EntityManager = this.dataSource.manager): Promise<Bijeenkomst> {
    const bijeenkomst = await m.findOneBy(Bijeenkomst, { id });
    if (!bijeenkomst || !(await this.mag(m, wie, bijeenkomst))) throw bijeenkomstOnbekend();
    return bijeenkomst;
  }

  /** The same, held until the transaction ends: two who mark the same bijeenkomst wait for each other. */
  async vergrendel(m: EntityManager, wie: Wie, id: string): Promise<Bijeenkomst> {
    await this.bijeenkomst(wie, id, m);
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

  private async bekend(
    m: EntityManager,
    { id, cohortId }: Bijeenkomst,
    rijen: Vastlegging[],
    nu: Date,
  ): Promise<Map<string, Bekend>> {
    const ids = rijen.map(({ aanmelding }) => aanmelding);
    const rows = await m.query<Bekend[]>(BEKEND, [id, cohortId, ids, nu]);
    return new Map(rows.map((row) => [row.id, row]));
  }
}

function controleer(rijen: Vastlegging[], bekend: Map<string, Bekend>, inloper: boolean): void {
  const gezien = new Set<string>();
  const fouten: FieldError[] = [];
  for (const [i, rij] of rijen.entries()) {
    const fout = gezien.has(rij.aanmelding) ? 'dubbel' : foutIn(rij, bekend.get(rij.aanmelding), inloper);
    gezien.add(rij.aanmelding);
    if (fout) fouten.push({ veld: `aanwezigheid.${i}.aanmelding`, melding: rijfouten[fout] });
  }
  if (fouten.length > 0) throw rijenKloppenNiet(fouten);
}

function foutIn({ stand }: Vastlegging, is: Bekend | undefined, inloper: boolean): Rijfout | undefined {
  if (!is) return 'onbekend';
  if (is.haaltIn) return stand === 'aanwezig' ? undefined : 'inhaler';
  if (!is.eigen) return 'onbekend';
  return is.metPlaats || is.stand !== null || inloper ? undefined : 'zonder-plaats';
}
