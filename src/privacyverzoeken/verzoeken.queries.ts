import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { paged, type Paged, type PagingQuery, sliceOf } from '../platform/web/paging.js';
import { verzoekOnbekend } from './privacyverzoeken.errors.js';
import type { Verzoeksoort, Verzoekstatus } from './standen.js';

/** A request as the lists show it. */
export interface Verzoekbeeld {
  id: string;
  soort: Verzoeksoort;
  status: Verzoekstatus;
  toelichting: string | null;
  ontvangenOp: Date;
  /** `YYYY-MM-DD` */
  termijnOp: string;
  afgehandeldOp: Date | null;
  reden: string | null;
  /** Null once the person is erased. */
  persoonId: string | null;
  naam: string | null;
  email: string | null;
  /** Name of who handled it for the academie. */
  door: string | null;
}

const BEELD = `
  SELECT v.id, v.soort, v.status, v.toelichting, v.ontvangen_op AS "ontvangenOp", v.termijn_op::text AS "termijnOp",
         v.afgehandeld_op AS "afgehandeldOp", v.reden, v.persoon_id AS "persoonId", p.email, g.naam AS door,
         CASE WHEN p.id IS NOT NULL THEN concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam) END AS naam
    FROM privacyverzoek v
    LEFT JOIN persoon p ON p.id = v.persoon_id
    LEFT JOIN gebruiker g ON g.id = v.door_id`;

@Injectable()
export class VerzoekenQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. */
  vanPersoon(persoonId: string): Promise<Verzoekbeeld[]> {
    return this.dataSource.query(`${BEELD} WHERE v.persoon_id = $1 ORDER BY v.ontvangen_op DESC, v.id`, [
      persoonId,
    ]);
  }

  /** @throws DomainError `verzoek-onbekend` */
  async een(id: string): Promise<Verzoekbeeld> {
    const [beeld] = await this.dataSource.query<Verzoekbeeld[]>(`${BEELD} WHERE v.id = $1`, [id]);
    if (!beeld) throw verzoekOnbekend();
    return beeld;
  }

  /** Those that wait for an answer, the nearest term first. */
  open(): Promise<Verzoekbeeld[]> {
    return this.dataSource.query(
      `${BEELD} WHERE v.status = 'open' ORDER BY v.termijn_op, v.ontvangen_op, v.id LIMIT 500`,
    );
  }

  /** What was answered or taken back, newest first. */
  async afgehandeld(query: PagingQuery): Promise<Paged<Verzoekbeeld>> {
    const { skip, take } = sliceOf(query);
    const items = await this.dataSource.query<Verzoekbeeld[]>(
      `${BEELD} WHERE v.status <> 'open' ORDER BY v.afgehandeld_op DESC, v.id OFFSET $1 LIMIT $2`,
      [skip, take],
    );
    const [row] = await this.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM privacyverzoek WHERE status <> 'open'`,
    );
    return paged(items, row!.n, query);
  }
}
