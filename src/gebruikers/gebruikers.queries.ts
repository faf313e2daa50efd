import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Wie } from '../toegang/wie.js';
import { likeWords } from '../platform/text/fold.js';
import { paged, sliceOf, type Paged, type PagingQuery } from '../platform/web/paging.js';
import type { Rol } from '../toegang/gebruiker-rol.entity.js';
import { binnenBestuur, geefbareRollen, type Periode } from './gebruikers.rules.js';

/** One role of a gebruiker; `bestuurId` is also filled for a schoolleider: the bestuur that runs the school. */
export interface Rolbeeld {
  id: string;
  rol: Rol;
  bestuurId: string | null;
  bestuur: string | null;
  schoolId: string | null;
  school: string | null;
  vestigingscode: string | null;
  begintOp: string;
  eindigtOp: string | null;
  waarneemtVoorId: string | null;
  waarneemtVoor: string | null;
}

export interface GebruikerBeeld {
  id: string;
  naam: string;
  email: string;
  laatstIngelogdOp: Date | null;
  uitgeschakeldOp: Date | null;
  aanSinds: Date;
  gewaarschuwdOp: Date | null;
  uitOngebruikt: boolean;
  /** Chose a password, or got in by another way. */
  kwamBinnen: boolean;
  /** When the newest invitation was sent, and until when it works, while it was not used. */
  uitgenodigdOp: Date | null;
  uitnodigingTot: Date | null;
  /** All they ever had, in order of the last day. */
  rollen: Rolbeeld[];
}

const NAAM_BESTUUR = `coalesce(b.naam, 'Bestuur ' || b.nummer)`;

const BEELD = `
  SELECT g.id, g.naam, g.email, g.laatst_ingelogd_op AS "laatstIngelogdOp", g.uitgeschakeld_op AS "uitgeschakeldOp",
         g.aan_sinds AS "aanSinds", g.gewaarschuwd_op AS "gewaarschuwdOp", g.uit_ongebruikt AS "uitOngebruikt",
         (g.wachtwoord_hash IS NOT NULL OR g.laatst_ingelogd_op IS NOT NULL) AS "kwamBinnen",
         u.aangemaakt_op AS "uitgenodigdOp", u.vervalt_op AS "uitnodigingTot", r.rollen
    FROM gebruiker g
    LEFT JOIN LATERAL (SELECT aangemaakt_op, vervalt_op FROM uitnodiging
      WHERE gebruiker_id = g.id AND soort = 'uitnodiging' AND gebruikt_op IS NULL AND vervangen_op IS NULL
      ORDER BY aangemaakt_op DESC LIMIT 1) u ON true
    CROSS JOIN LATERAL (SELECT coalesce(json_agg(json_build_object('id', r.id, 'rol', r.rol,
        'bestuurId', coalesce(r.bestuur_id, s.bestuur_id), 'bestuur', ${NAAM_BESTUUR},
        'schoolId', r.school_id, 'school', s.naam, 'vestigingscode', s.vestigingscode,
        'begintOp', r.begint_op, 'eindigtOp', r.eindigt_op,
        'waarneemtVoorId', r.waarneemt_voor_id, 'waarneemtVoor', w.naam)
        ORDER BY r.eindigt_op DESC NULLS FIRST, r.begint_op, r.rol, b.naam, s.naam, r.id), '[]') AS rollen
      FROM gebruiker_rol r
      LEFT JOIN school s ON s.id = r.school_id
      LEFT JOIN bestuur b ON b.id = coalesce(r.bestuur_id, s.bestuur_id)
      LEFT JOIN gebruiker w ON w.id = r.waarneemt_voor_id
     WHERE r.gebruiker_id = g.id) r`;

/**
 * Whom somebody sees; `magZien` of gebruikers.rules.ts says the same of one. $1 sees all, $2 own id, $3 the roles they
 * give, $4 within which bestuur, $5 patterns.
 */
const ZICHTBAAR = `
  ($1::boolean OR g.id = $2::uuid OR EXISTS (
     SELECT FROM gebruiker_rol r LEFT JOIN school s ON s.id = r.school_id
      WHERE r.gebruiker_id = g.id AND r.rol = ANY($3::text[])
        AND ($4::uuid IS NULL OR coalesce(r.bestuur_id, s.bestuur_id) = $4)))
  AND vouw(concat_ws(' ', g.naam, g.email)) LIKE ALL($5::text[])`;

/** Reads who works with the academie. */
@Injectable()
export class GebruikersQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Those whom this one may know of, by name. */
  async lijst(wie: Wie, query: PagingQuery & { zoek?: string | null }): Promise<Paged<GebruikerBeeld>> {
    const { skip, take } = sliceOf(query);
    const alles = wie.soort === 'systeem' || (wie.soort === 'gebruiker' && wie.rol === 'beheer');
    const zelf = wie.soort === 'gebruiker' ? wie.id : null;
    const wat = [alles, zelf, geefbareRollen(wie), binnenBestuur(wie), likeWords(query.zoek)];
    const items = await this.dataSource.query<GebruikerBeeld[]>(
      `${BEELD} WHERE ${ZICHTBAAR} ORDER BY vouw(g.naam), g.id OFFSET $6 LIMIT $7`,
      [...wat, skip, take],
    );
    const [row] = await this.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM gebruiker g WHERE ${ZICHTBAAR}`,
      wat,
    );
    return paged(items, row!.n, query);
  }

  /** One, whoever asks. */
  async een(id: string, m: EntityManager = this.dataSource.manager): Promise<GebruikerBeeld | undefined> {
    const [beeld] = await m.query<GebruikerBeeld[]>(`${BEELD} WHERE g.id = $1`, [id]);
    return beeld;
  }

  /** Those who can log in and have or get one of these roles: who may take something over. */
  async metLopendeRol(wie: Wie, dag: string): Promise<GebruikerBeeld[]> {
    const { items } = await this.lijst(wie, { paginaGrootte: 1000 });
    return items.filter(
      ({ uitgeschakeldOp, rollen }) =>
        uitgeschakeldOp === null &&
        rollen.some(({ begintOp, eindigtOp }) => begintOp <= dag && (eindigtOp === null || eindigtOp >= dag)),
    );
  }

  /** Who takes the place of somebody, and until when. */
  waarnemersVan(
    id: string,
    dag: string,
  ): Promise<{ id: string; naam: string; begintOp: string; eindigtOp: string }[]> {
    return this.dataSource.query(
      `SELECT g.id, g.naam, min(r.begint_op) AS "begintOp", max(r.eindigt_op) AS "eindigtOp"
         FROM gebruiker_rol r JOIN gebruiker g ON g.id = r.gebruiker_id
        WHERE r.waarneemt_voor_id = $1 AND r.eindigt_op >= $2
        GROUP BY g.id ORDER BY min(r.begint_op), g.naam, g.id`,
      [id, dag],
    );
  }

  /** From when to when whoever can log in is beheerder. @param productie where nobody of a demo gets in */
  beheerperioden(m: EntityManager, productie: boolean): Promise<Periode[]> {
    return m.query(
      `SELECT r.begint_op AS "begintOp", r.eindigt_op AS "eindigtOp"
         FROM gebruiker_rol r JOIN gebruiker g ON g.id = r.gebruiker_id
        WHERE r.rol = 'beheer' AND g.uitgeschakeld_op IS NULL AND NOT (g.demo AND $1::boolean)
          AND (g.wachtwoord_hash IS NOT NULL OR g.laatst_ingelogd_op IS NOT NULL)`,
      [productie],
    );
  }

  besturen(alleen: string | null): Promise<{ id: string; naam: string }[]> {
    return this.dataSource.query(
      `SELECT b.id, ${NAAM_BESTUUR} AS naam FROM bestuur b WHERE b.gesloten_op IS NULL AND ($1::uuid IS NULL OR b.id = $1)
        ORDER BY b.naam NULLS LAST, b.nummer`,
      [alleen],
    );
  }
}
