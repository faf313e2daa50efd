import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import type { Wie } from './wie.js';
import type { Auditcodes } from './auditcodes.js';
import { Auditregel } from './auditregel.entity.js';

type Onderwerp = {
  soort:
    | 'aanmelding'
    | 'belangstelling'
    | 'cohort'
    | 'opleiding'
    | 'bestuur'
    | 'bericht'
    | 'persoon'
    | 'gebruiker'
    | 'sleutel'
    | 'import'
    /** Of more than one cohort or opleiding; `id` is `alle`. */
    | 'evaluaties';
  id: string;
};

export interface Regel<Code extends keyof Auditcodes = keyof Auditcodes> {
  wie: Wie;
  code: Code;
  onderwerp: Onderwerp;
  gegevens: Auditcodes[Code];
}

/** Writes who did what to which record, in the transaction of the change itself. */
@Injectable()
export class AuditService {
  constructor(private readonly clock: Clock) {}

  /** @param m the transaction of the change. */
  async noteer<Code extends keyof Auditcodes>(m: EntityManager, regel: Regel<Code>): Promise<void> {
    await this.noteerAlle(m, [regel]);
  }

  async noteerAlle<Code extends keyof Auditcodes>(m: EntityManager, regels: Regel<Code>[]): Promise<void> {
    if (regels.length === 0) return;
    const op = this.clock.now();
    const rows = regels.map(({ wie, code, onderwerp, gegevens }) => ({
      op,
      wieSoort: wie.soort,
      wieId: 'id' in wie ? wie.id : null,
      code,
      onderwerpSoort: onderwerp.soort,
      onderwerpId: onderwerp.id,
      gegevens: gegevens as Record<string, object>,
    }));
    await m.insert(Auditregel, rows);
  }
}
