import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { bestuurVan, type Wie } from '../toegang/wie.js';
import { AuditService } from './audit.service.js';

/** A list that left the house: what it is of, and how it was asked. */
export interface Meegenomen {
  lijst: 'deelnemers' | 'certificaten' | 'aanwezigheid' | 'certificaatbestanden' | 'pe-online';
  formaat: string;
  filter: Record<string, string>;
}

/** How many lines of a list are of people of a bestuur, by its id. */
export type RegelsPerBestuur = Readonly<Record<string, number>>;

const PER_BESTUUR = `
  SELECT bestuur_id AS id, count(*)::integer AS n FROM aanmelding
   WHERE id = ANY($1) AND bestuur_id IS NOT NULL AND adres_bevestigd GROUP BY 1`;

/**
 * Tells each bestuur whose people were in a list of the academie: one line for it a day, with how many of its lines. A
 * bestuur that takes its own list along has a line of its own. Who is still unconfirmed is nobody's yet.
 */
@Injectable()
export class MeegenomenService {
  constructor(private readonly audit: AuditService) {}

  /** @param m the transaction in which it is recorded that the list leaves. */
  async noteer(m: EntityManager, wie: Wie, lijst: Meegenomen, besturen: RegelsPerBestuur): Promise<void> {
    if (bestuurVan(wie) !== null) return;
    // In one order, so that two who count at once wait for each other and for nothing else.
    for (const [id, aantal] of Object.entries(besturen).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      await this.audit.tel(m, {
        wie,
        code: 'bestuurslijst.gedownload',
        onderwerp: { soort: 'bestuur', id },
        gegevens: {
          ...lijst,
          aantal,
          door: wie.soort === 'gebruiker' ? (wie.rol ?? 'gebruiker') : wie.soort,
        },
      });
  }

  /** The same of these aanmeldingen. */
  async noteerVan(
    m: EntityManager,
    wie: Wie,
    lijst: Meegenomen,
    aanmeldingen: readonly string[],
  ): Promise<void> {
    if (bestuurVan(wie) !== null) return;
    const rows = await m.query<{ id: string; n: number }[]>(PER_BESTUUR, [aanmeldingen]);
    await this.noteer(m, wie, lijst, Object.fromEntries(rows.map(({ id, n }) => [id, n])));
  }
}
