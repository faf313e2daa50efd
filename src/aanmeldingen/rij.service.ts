import { type EntityManager, In, Not } from 'typeorm';
import type { Cohortstand } from '../cohorten/plaatsen.service.js';
import { Aanmelding } from './aanmelding.entity.js';
import { alAangemeld, nietOpWachtlijst, positieBestaatNiet } from './aanmeldingen.errors.js';
import { ACTIEF } from './standen.js';

/** What there is to give out in a cohort, and to whom before others. */
export interface Lijn {
  /** The free place numbers, lowest first; no more than were asked for. */
  vrij: number[];
  /** The rank behind everybody who stands in line, and how many stand there. */
  volgendeRang: number;
  wachtend: number;
  /** A hold has run out, or somebody in line may have a free place: first `WachtlijstService.werkBij`. */
  achter: boolean;
}

const LIJNEN = `
  SELECT g.id, vrij.nummers AS vrij,
         coalesce((SELECT max(a.wachtlijst_rang) FROM aanmelding a WHERE a.cohort_id = g.id), 0) + 1 AS "volgendeRang",
         (SELECT count(*) FROM aanmelding a
           WHERE a.cohort_id = g.id AND a.status = 'wachtlijst')::integer AS wachtend,
         EXISTS (SELECT FROM aanmelding a
                  WHERE a.cohort_id = g.id AND a.status = 'voorlopig' AND a.vervalt_op <= $4)
         OR (vrij.nummers <> '{}' AND EXISTS (
              SELECT FROM aanmelding a WHERE a.cohort_id = g.id AND a.status = 'wachtlijst'
                 AND NOT a.beperkt AND NOT a.wacht_op @> ARRAY['emailbevestiging'])) AS achter
    FROM unnest($1::uuid[], $2::integer[], $3::integer[]) AS g (id, capaciteit, gevraagd)
   CROSS JOIN LATERAL (SELECT ARRAY(
          SELECT nummer FROM generate_series(1, g.capaciteit) AS nummer
           WHERE nummer NOT IN (SELECT a.plaatsnummer FROM aanmelding a
                                 WHERE a.cohort_id = g.id AND a.plaatsnummer IS NOT NULL)
           ORDER BY nummer LIMIT g.gevraagd) AS nummers) AS vrij`;

/**
 * Reads the lines of any number of cohorten, all locked, with one statement.
 * @param gevraagd how many places are wanted in each, one or more.
 */
export async function lijnenVan(
  m: EntityManager,
  standen: Cohortstand[],
  gevraagd: number[],
  nu: Date,
): Promise<Map<string, Lijn>> {
  const rows = await m.query<(Lijn & { id: string })[]>(LIJNEN, [
    standen.map(({ cohort }) => cohort.id),
    standen.map(({ cohort }) => cohort.capaciteit ?? 0),
    gevraagd,
    nu,
  ]);
  return new Map(rows.map(({ id, ...lijn }) => [id, lijn]));
}

/** The rank behind everybody who stands in line, with the cohort locked. */
export async function volgendeRang(m: EntityManager, cohortId: string): Promise<number> {
  const [row] = await m.query<{ rang: number }[]>(
    'SELECT coalesce(max(wachtlijst_rang), 0) + 1 AS rang FROM aanmelding WHERE cohort_id = $1',
    [cohortId],
  );
  return row!.rang;
}

/** @throws DomainError `al-aangemeld` when the same person has another active aanmelding in this cohort. */
export async function controleerNietActief(
  m: EntityManager,
  a: Pick<Aanmelding, 'id' | 'cohortId' | 'persoonId'>,
): Promise<void> {
  const andere = await m.existsBy(Aanmelding, {
    cohortId: a.cohortId,
    persoonId: a.persoonId,
    id: Not(a.id),
    status: In([...ACTIEF]),
  });
  if (andere) throw alAangemeld();
}

/**
 * A step, with the cohort locked: moves somebody to this position of the line, and the rest closes up. The ranks stay
 * the same and change hands.
 * @returns who got another rank, the position before, and who were overtaken, with the positions they have now.
 * @throws DomainError `niet-op-wachtlijst` or `positie-bestaat-niet`.
 */
export async function zetOpPositie(
  m: EntityManager,
  a: Pick<Aanmelding, 'id' | 'cohortId' | 'status'>,
  positie: number,
): Promise<{ verschoven: Aanmelding[]; van: number; ingehaald: { id: string; positie: number }[] }> {
  if (a.status !== 'wachtlijst') throw nietOpWachtlijst();
  const rij = await m.find(Aanmelding, {
    where: { cohortId: a.cohortId, status: 'wachtlijst' },
    order: { wachtlijstRang: 'ASC' },
  });
  if (positie < 1 || positie > rij.length) throw positieBestaatNiet(rij.length);
  const rangen = rij.map(({ wachtlijstRang }) => wachtlijstRang);
  const van = rij.findIndex(({ id }) => id === a.id);
  const [zelf] = rij.splice(van, 1);
  rij.splice(positie - 1, 0, zelf!);
  const verschoven = rij.filter(({ wachtlijstRang }, i) => wachtlijstRang !== rangen[i]);
  for (const [i, wachtende] of rij.entries()) wachtende.wachtlijstRang = rangen[i]!;
  // Somebody who moves up passes those from the new place to the old one; somebody who moves back passes nobody.
  const ingehaald = rij.slice(positie, van + 1).map(({ id }, i) => ({ id, positie: positie + 1 + i }));
  return { verschoven, van: van + 1, ingehaald };
}

/** The position in line, 1..n without gaps; null for who is not in line. */
export async function positieVan(m: EntityManager, a: Aanmelding): Promise<number | null> {
  if (a.wachtlijstRang === null) return null;
  const [row] = await m.query<{ positie: number }[]>('SELECT wachtlijstpositie($1, $2) AS positie', [
    a.cohortId,
    a.wachtlijstRang,
  ]);
  return row!.positie;
}
