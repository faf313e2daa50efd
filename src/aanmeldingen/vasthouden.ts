import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Settings } from '../platform/config/settings.js';
import { stempel } from '../platform/secrets.js';
import { adresIsBevestigd, type Aanvraag } from './aanvraag.js';

/** Places in one cohort that one origin may hold with addresses that nobody confirmed. */
export const MEESTE_ONBEVESTIGD = 3;

/**
 * Keeps a visitor from filling a cohort with invented addresses: who comes after the third goes in line, and gets a
 * free place as soon as the address is confirmed.
 */
@Injectable()
export class Vasthouden {
  constructor(private readonly settings: Settings) {}

  /**
   * What is kept of where a request came from, as long as the hold lasts: it cannot be turned back into an address and
   * says nothing in another cohort. Null for who is not counted.
   */
  merk(cohortId: string, aanvraag: Aanvraag): string | null {
    const { herkomst } = aanvraag;
    if (!this.settings.RATE_LIMIT || !herkomst || adresIsBevestigd(aanvraag)) return null;
    return stempel(this.settings.SESSION_SECRET, 'herkomst', `${cohortId} ${herkomst}`);
  }

  /**
   * A step, with the cohort locked.
   * @param nummers the free places, lowest first.
   * @param merken one for each request, in order of arrival.
   * @param echt false for who only sees what somebody new would see: that one is shown a place, and takes none.
   * @returns a place for each, or null for who goes in line.
   */
  async verdeel(
    m: EntityManager,
    cohortId: string,
    nummers: readonly number[],
    merken: readonly (string | null)[],
    echt: readonly boolean[],
  ): Promise<(number | null)[]> {
    const gehouden = await this.gehouden(m, cohortId, merken);
    let volgende = 0;
    return merken.map((merk, i) => {
      const aantal = merk === null ? 0 : (gehouden.get(merk) ?? 0);
      const nummer = aantal < MEESTE_ONBEVESTIGD ? (nummers[volgende] ?? null) : null;
      if (nummer === null || !echt[i]) return nummer;
      volgende += 1;
      if (merk !== null) gehouden.set(merk, aantal + 1);
      return nummer;
    });
  }

  private async gehouden(
    m: EntityManager,
    cohortId: string,
    merken: readonly (string | null)[],
  ): Promise<Map<string, number>> {
    if (merken.every((merk) => merk === null)) return new Map();
    const rows = await m.query<{ herkomst: string; aantal: number }[]>(
      `SELECT herkomst, count(*)::integer AS aantal FROM aanmelding
        WHERE cohort_id = $1 AND status = 'voorlopig' AND herkomst = ANY($2) GROUP BY herkomst`,
      [cohortId, merken.filter((merk) => merk !== null)],
    );
    return new Map(rows.map(({ herkomst, aantal }) => [herkomst, aantal]));
  }
}
