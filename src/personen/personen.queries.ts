import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { paged, sliceOf, type Paged, type PagingQuery } from '../platform/web/paging.js';
import { type Sector, sectorVan } from '../besturen/standen.js';
import { zoekopdracht } from './personen.rules.js';

/** A person in a list. */
export interface PersoonInLijst {
  id: string;
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  email: string;
  /** How many aanmeldingen, whatever became of them. */
  aanmeldingen: number;
  /** When the last of them was made. */
  laatste: Date | null;
}

/** Exactly the expression of index `persoon_zoek_idx`, or PostgreSQL would read all people; `zoekopdracht` asks it. */
const WOORDEN = `to_tsvector('simple'::regconfig,
  translate(vouw(q.voornaam || ' ' || coalesce(q.tussenvoegsel, '') || ' ' || q.achternaam || ' ' || q.email),
    '.@_+-/''\u2019', '        '))`;

/** The words of a merged record find the person it became part of. */
const GEVONDEN = `p.id IN (SELECT coalesce(q.samengevoegd_met_id, q.id) FROM persoon q
  WHERE q.gewist_op IS NULL AND ${WOORDEN} @@ to_tsquery('simple'::regconfig, $1))`;
const ALLEN = `p.samengevoegd_met_id IS NULL AND p.gewist_op IS NULL AND $1::text IS NULL`;

/** $2: who has an aanmelding for a school, or else a bestuur, of this sector. */
const MET_SECTOR = `($2::text IS NULL OR EXISTS (SELECT FROM aanmelding s WHERE s.persoon_id = p.id AND ${sectorVan('s')} = $2))`;

/** What the list of people can be asked. */
interface Personenvraag {
  zoek?: string | null;
  sector?: Sector | null;
}

@Injectable()
export class PersonenQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** By the first letters of words of the name and the address, in order of last name. */
  async zoek(query: PagingQuery & Personenvraag): Promise<Paged<PersoonInLijst>> {
    const { skip, take } = sliceOf(query);
    const opdracht = zoekopdracht(query.zoek);
    if (query.zoek?.trim() && !opdracht) return paged([], 0, query);
    const waar = `${opdracht ? GEVONDEN : ALLEN} AND ${MET_SECTOR}`;
    const sector = query.sector ?? null;
    const items = await this.dataSource.query<PersoonInLijst[]>(
      `SELECT p.id, p.voornaam, p.tussenvoegsel, p.achternaam, p.email, a.aanmeldingen, a.laatste
         FROM (SELECT p.id, p.voornaam, p.tussenvoegsel, p.achternaam, p.email, p.sorteernaam FROM persoon p WHERE ${waar}
                ORDER BY p.sorteernaam, p.id OFFSET $3 LIMIT $4) p
        CROSS JOIN LATERAL (SELECT count(*)::integer AS aanmeldingen, max(aangemeld_op) AS laatste
                              FROM aanmelding WHERE persoon_id = p.id) a
        ORDER BY p.sorteernaam, p.id`,
      [opdracht, sector, skip, take],
    );
    const [row] = await this.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM persoon p WHERE ${waar}`,
      [opdracht, sector],
    );
    return paged(items, row!.n, query);
  }
}
