import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { likeWords } from '../platform/text/fold.js';
import { paged, sliceOf, type Paged } from '../platform/web/paging.js';
import type { BestuurDto, SchoolDto, ZoekQuery } from './besturen.dto.js';

/** What a school and its bestuur are found by; `s` is the school, `b` the bestuur. */
export const SCHOOLTEKST = `vouw(concat_ws(' ', s.naam, s.plaats, s.vestigingscode, b.naam, b.nummer, b.code,
  array_to_string(b.aliassen, ' ')))`;
const bestuurtekst = `vouw(concat_ws(' ', b.naam, b.nummer, b.code, array_to_string(b.aliassen, ' ')))`;

/** $1: patterns that must all be found. */
const SCHOLEN = `
  FROM school s LEFT JOIN bestuur b ON b.id = s.bestuur_id
 WHERE s.gesloten_op IS NULL AND ${SCHOOLTEKST} LIKE ALL($1::text[])`;
const BESTUREN = `FROM bestuur b WHERE ${bestuurtekst} LIKE ALL($1::text[])`;

const BESTUUR = `CASE WHEN b.id IS NOT NULL
  THEN json_build_object('id', b.id, 'naam', b.naam, 'nummer', b.nummer) END AS bestuur`;

@Injectable()
export class BesturenQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Open schools by name, place, code or bestuur. */
  async scholen(query: ZoekQuery): Promise<Paged<SchoolDto>> {
    const { skip, take } = sliceOf(query);
    const woorden = likeWords(query.zoek);
    const items = await this.dataSource.query<SchoolDto[]>(
      `SELECT s.vestigingscode, s.naam, s.plaats, ${BESTUUR} ${SCHOLEN}
        ORDER BY s.naam, s.vestigingscode OFFSET $2 LIMIT $3`,
      [woorden, skip, take],
    );
    return paged(items, await this.tel(SCHOLEN, woorden), query);
  }

  /** All besturen; those without a name come last, by number. */
  async besturen(query: ZoekQuery): Promise<Paged<BestuurDto>> {
    const { skip, take } = sliceOf(query);
    const woorden = likeWords(query.zoek);
    const items = await this.dataSource.query<BestuurDto[]>(
      `SELECT b.id, b.naam, b.nummer, b.code, b.aliassen, (SELECT count(*)::integer FROM school s
                WHERE s.bestuur_id = b.id AND s.gesloten_op IS NULL) AS scholen
         ${BESTUREN} ORDER BY b.naam NULLS LAST, b.nummer, b.id OFFSET $2 LIMIT $3`,
      [woorden, skip, take],
    );
    return paged(items, await this.tel(BESTUREN, woorden), query);
  }

  private async tel(van: string, woorden: string[]): Promise<number> {
    const [rij] = await this.dataSource.query<{ n: number }[]>(`SELECT count(*)::integer AS n ${van}`, [
      woorden,
    ]);
    return rij!.n;
  }
}
