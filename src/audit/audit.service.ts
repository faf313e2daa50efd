import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { within } from '../platform/database/reach.js';
import type { Wie } from '../toegang/wie.js';
import { dateOf } from '../platform/clock/dates.js';
import type { Auditcodes, Onderwerpsoort, Telbaar } from './auditcodes.rules.js';

interface Onderwerp {
  soort: Onderwerpsoort;
  id: string;
}

export interface NieuweAuditregel<Code extends keyof Auditcodes = keyof Auditcodes> {
  wie: Wie;
  code: Code;
  onderwerp: Onderwerp;
  gegevens: Auditcodes[Code];
}

const NOTEER = `
  INSERT INTO public.auditregel (op, wie_soort, wie_id, code, onderwerp_soort, onderwerp_id, gegevens)
  SELECT $1, wie_soort, wie_id, code, onderwerp_soort, onderwerp_id, gegevens
    FROM jsonb_to_recordset($2::jsonb) AS r(
         wie_soort text, wie_id text, code text, onderwerp_soort text, onderwerp_id text, gegevens jsonb)`;

/** The database adds up, in a function of its own: the role of the server cannot change a line. */
const TEL = `SELECT tel_auditregel($1, $2, $3, $4, $5, $6, $7, $8)`;

/** Writes who did what to which record, in the transaction of the change itself. */
@Injectable()
export class AuditService {
  constructor(private readonly clock: Clock) {}

  /** @param m the transaction of the change. */
  async noteer<Code extends keyof Auditcodes>(
    m: EntityManager,
    regel: NieuweAuditregel<Code>,
  ): Promise<void> {
    await this.noteerAlle(m, [regel]);
  }

  async noteerAlle<Code extends keyof Auditcodes>(
    m: EntityManager,
    regels: NieuweAuditregel<Code>[],
  ): Promise<void> {
    if (regels.length === 0) return;
    const rows = regels.map(({ wie, code, onderwerp, gegevens }) => ({
      wie_soort: wie.soort,
      wie_id: 'id' in wie ? wie.id : null,
      code,
      onderwerp_soort: onderwerp.soort,
      onderwerp_id: onderwerp.id,
      gegevens,
    }));
    await m.query(NOTEER, [this.clock.now(), JSON.stringify(rows)]);
  }

  /**
   * For what may happen very often: one line for each day on which the same one did the same thing, with how many times
   * that was; `aantal` adds up. The database decides who is first, so that two at once make one line.
   * @param m a transaction, or the plain manager: it is one statement.
   */
  async tel<Code extends Telbaar>(
    m: EntityManager,
    { wie, code, onderwerp, gegevens }: NieuweAuditregel<Code>,
  ): Promise<void> {
    const op = this.clock.now();
    const wieId = 'id' in wie ? wie.id : null;
    const van = [wie.soort, wieId, code, onderwerp.soort, onderwerp.id];
    // Also where somebody reads only their own rows: it is written over a connection that may.
    await within(null, () => m.query(TEL, [op, dateOf(op), ...van, JSON.stringify(gegevens)]));
  }
}
