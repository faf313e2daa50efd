import type { EntityManager } from 'typeorm';
import { Gebruiker } from './gebruiker.entity.js';
import { rollen, type Rol } from './gebruiker-rol.entity.js';

/** One of the roles in which somebody may act now: `bestuur` is there once for each bestuur, `schoolleider` once. */
export interface Hoed {
  rol: Rol;
  bestuurId: string | null;
  /** Name of the bestuur. */
  bestuur: string | null;
  /** Schools that a schoolleider speaks for. */
  schoolIds: string[];
  /** Whose deputy somebody is in this role. */
  waarneemtVoorIds: string[];
}

/** `$1` of a query that uses this is the day in Utrecht. */
export const LOOPT = `r.begint_op <= $1 AND (r.eindigt_op IS NULL OR r.eindigt_op >= $1)`;

/** As JSON, for a query in which `g` is the gebruiker and $1 the day. */
export const HOEDEN = `
  SELECT coalesce(json_agg(h), '[]') FROM (
    SELECT r.rol, r.bestuur_id AS "bestuurId", coalesce(b.naam, b.code, b.nummer) AS bestuur,
           array_remove(array_agg(DISTINCT r.school_id), NULL) AS "schoolIds",
           array_remove(array_agg(DISTINCT r.waarneemt_voor_id), NULL) AS "waarneemtVoorIds"
      FROM gebruiker_rol r LEFT JOIN bestuur b ON b.id = r.bestuur_id
     WHERE r.gebruiker_id = g.id AND ${LOOPT}
     GROUP BY r.rol, r.bestuur_id, b.id) h`;

/** The order of the list of roles, then by name of the bestuur. */
export function opVolgorde(hoeden: readonly Hoed[]): Hoed[] {
  const naam = ({ bestuur }: Hoed): string => bestuur ?? '';
  return [...hoeden].sort(
    (a, b) => rollen.indexOf(a.rol) - rollen.indexOf(b.rol) || naam(a).localeCompare(naam(b), 'nl'),
  );
}

/** The roles in which somebody may act on a day. */
export async function hoedenVan(m: EntityManager, gebruikerId: string, dag: string): Promise<Hoed[]> {
  const [row] = await m.query<{ hoeden: Hoed[] }[]>(
    `SELECT (${HOEDEN}) AS hoeden FROM gebruiker g WHERE g.id = $2`,
    [dag, gebruikerId],
  );
  return opVolgorde(row?.hoeden ?? []);
}

/** Whether there is anybody who may do something for the academie, is let in, and has a way in. */
export async function kanIemandInloggen(
  m: EntityManager,
  dag: string,
  production: boolean,
): Promise<boolean> {
  const [row] = await m.query<{ iemand: boolean }[]>(
    `SELECT EXISTS (SELECT FROM gebruiker g JOIN gebruiker_rol r ON r.gebruiker_id = g.id
                     WHERE ${LOOPT} AND g.uitgeschakeld_op IS NULL
                       AND (g.wachtwoord_hash IS NOT NULL
                            OR EXISTS (SELECT FROM oidc_koppeling k WHERE k.gebruiker_id = g.id))
                       AND NOT (g.demo AND $2)) AS iemand`,
    [dag, production],
  );
  return row!.iemand;
}

/** Whoever has or had this role: of what was, and of what is entered later. */
export function ooitMetRol(m: EntityManager, rol: Rol): Promise<Gebruiker[]> {
  return m
    .createQueryBuilder(Gebruiker, 'g')
    .where('g.id IN (SELECT r.gebruiker_id FROM gebruiker_rol r WHERE r.rol = :rol)', { rol })
    .getMany();
}

/** Who has this role on a day and may log in, by name. */
export function gebruikersMetRol(m: EntityManager, rol: Rol, dag: string): Promise<Gebruiker[]> {
  return m
    .createQueryBuilder(Gebruiker, 'g')
    .where('g.uitgeschakeldOp IS NULL')
    .andWhere(
      `g.id IN (SELECT r.gebruiker_id FROM gebruiker_rol r
                 WHERE r.rol = :rol AND r.begint_op <= :dag AND (r.eindigt_op IS NULL OR r.eindigt_op >= :dag))`,
      { rol, dag },
    )
    .orderBy('g.naam')
    .addOrderBy('g.id')
    .getMany();
}

/**
 * A role of somebody that does not hold on a day: what ended last comes before what begins first.
 * @returns days as YYYY-MM-DD; undefined when they never had a role, and never will.
 */
export async function rolOpAndereTijd(
  m: EntityManager,
  gebruikerId: string,
  dag: string,
): Promise<{ rol: Rol; begintOp: string; eindigtOp: string | null } | undefined> {
  const [rol] = await m.query<{ rol: Rol; begintOp: string; eindigtOp: string | null }[]>(
    `SELECT rol, begint_op AS "begintOp", eindigt_op AS "eindigtOp" FROM gebruiker_rol
      WHERE gebruiker_id = $1 AND (eindigt_op < $2 OR begint_op > $2)
      ORDER BY begint_op > $2, eindigt_op DESC, begint_op LIMIT 1`,
    [gebruikerId, dag],
  );
  return rol;
}
