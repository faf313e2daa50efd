import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { systeem, type Wie } from '../toegang/wie.js';
import { AfmeldenService } from '../berichten/afmelden.service.js';
import { Clock } from '../platform/clock/clock.js';
import { BelangstellingMails, type Geinteresseerde } from './belangstelling.mails.js';

/** As many mails as are rendered and written with one statement, so that thousands do not fill the memory. */
const PER_KEER = 500;

/**
 * $1 the cohort that opens, $2 only these when given. Who wants no invitations
 * goes on waiting. Who waits for a cohort that was called off waits for the opleiding from then on. In order
 * of id, so that two cohorten of one opleiding that open at once wait for each other and the second finds nobody left.
 */
const TE_MELDEN = `
  SELECT b.id, b.persoon_id AS "persoonId", p.voornaam, p.email
    FROM cohort c
    JOIN belangstelling b ON b.opleiding_id = c.opleiding_id
    JOIN persoon p ON p.id = b.persoon_id
   WHERE c.id = $1
     AND b.bevestigd_op IS NOT NULL AND b.ingetrokken_op IS NULL AND b.gemeld_op IS NULL
     AND p.geen_uitnodigingen_op IS NULL
     AND ($2::uuid[] IS NULL OR b.id = ANY($2))
     AND (b.cohort_id IS NULL OR b.cohort_id = c.id
          OR EXISTS (SELECT 1 FROM cohort g WHERE g.id = b.cohort_id AND g.status = 'geannuleerd'))
   ORDER BY b.id FOR UPDATE OF b`;

/** Answers interest with the one mail that it opens. */
@Injectable()
export class Opening {
  constructor(
    private readonly clock: Clock,
    private readonly mails: BelangstellingMails,
    private readonly audit: AuditService,
    private readonly afmelden: AfmeldenService,
  ) {}

  /** A step. @param alleen ids of belangstelling; without them, everybody who waits. @returns how many people were told. */
  async meld(m: EntityManager, cohortId: string, alleen: string[] | null = null): Promise<number> {
    const rows = await m.query<Geinteresseerde[]>(TE_MELDEN, [cohortId, alleen]);
    if (rows.length === 0) return 0;
    const ids = rows.map(({ id }) => id);
    await m.query('UPDATE belangstelling SET gemeld_op = $2 WHERE id = ANY($1)', [ids, this.clock.now()]);
    const perPersoon = new Map(rows.toReversed().map((row) => [row.persoonId, row]));
    let gemeld = 0;
    for (const deel of inDelen([...perPersoon.values()]))
      gemeld += await this.mails.opening(m, cohortId, deel);
    for (const deel of inDelen(ids)) await this.noteer(m, cohortId, deel);
    return gemeld;
  }

  /** A step: who asks to hear of an opening wants that mail, also after saying no to all of them before. */
  wilHoren(m: EntityManager, wie: Wie, persoonId: string): Promise<void> {
    return this.afmelden.zet(m, wie, persoonId, true);
  }

  private async noteer(m: EntityManager, cohort: string, ids: string[]): Promise<void> {
    await this.audit.noteerAlle(
      m,
      ids.map((id) => ({
        wie: systeem,
        code: 'belangstelling.gemeld' as const,
        onderwerp: { soort: 'belangstelling' as const, id },
        gegevens: { cohort },
      })),
    );
  }
}

function inDelen<T>(lijst: T[]): T[][] {
  const aantal = Math.ceil(lijst.length / PER_KEER);
  return Array.from({ length: aantal }, (_, i) => lijst.slice(i * PER_KEER, (i + 1) * PER_KEER));
}
