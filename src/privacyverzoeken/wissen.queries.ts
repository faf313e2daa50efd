import type { EntityManager } from 'typeorm';
import { IN_LOPEND, ZEKER } from '../aanmeldingen/standen.js';
import type { Aanmeldstatus } from '../aanmeldingen/standen.js';
import { addDays, dateOf, momentAt } from '../platform/clock/dates.js';
import { persoonOnbekend } from '../personen/personen.errors.js';
import { LOOPT } from '../toegang/rollen.queries.js';
import type { Rol } from '../toegang/gebruiker-rol.entity.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { alGewist } from './privacyverzoeken.errors.js';
import { losseWoorden, zoekNaar } from './wissen.rules.js';

/** Whoever has a place in what begins within this many days is not erased along the way. */
const DICHTBIJ = 7;

/** An aanmelding that an erasure would end: still to come, or under way. */
export interface Lopende {
  id: string;
  cohortId: string;
  opleiding: string;
  cohort: string;
  status: Aanmeldstatus;
  eerste: Date | null;
  /** A place in what is under way or begins within a week. */
  dichtbij: boolean;
}

/** Somebody's accounts as staff, found by the address. */
interface Account {
  id: string;
  uit: boolean;
  rollen: Rol[];
}

/** Something changed while we waited for each other: from the start. */
export class Ingehaald extends Error {}

/** What hangs on somebody. */
export interface Schets {
  /** Who stays of merged records is the first. */
  mensen: Persoon[];
  aanmeldingen: { id: string; cohortId: string }[];
  lopend: Lopende[];
  /** One that is on comes first. */
  accounts: Account[];
}

/** All that an erasure has to know of whom it is about. */
export interface Doelwit extends Omit<Schets, 'accounts'> {
  account: Account | undefined;
  /** Single words of the name that are nobody else's, so that texts of others can be searched for them. */
  woorden: string[];
  /** For the statements of wissen.rules.ts. */
  waarden: unknown[];
}

const LOPENDE = `
  SELECT a.id, a.cohort_id AS "cohortId", o.naam AS opleiding, c.naam AS cohort, a.status, c.eerste,
         a.plaatsnummer IS NOT NULL AND c.eerste IS NOT NULL AND c.eerste < $3 AS dichtbij
    FROM aanmelding a JOIN cohort c ON c.id = a.cohort_id JOIN opleiding o ON o.id = c.opleiding_id
   WHERE a.id = ANY($1) AND a.status ${IN_LOPEND}
     -- A place in what is over has only to be finished, and counts.
     AND NOT (a.status = ANY($4) AND c.laatste < $2)
   ORDER BY c.eerste NULLS LAST, a.id`;

/** $1 words in small letters, $2 the records of the person, $3 their addresses. */
const EIGEN_WOORDEN = `
  SELECT woord FROM unnest($1::text[]) AS woord
   WHERE NOT EXISTS (SELECT FROM persoon p WHERE p.id <> ALL($2::uuid[]) AND p.gewist_op IS NULL
                        AND strpos(lower(concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam)), woord) > 0)
     AND NOT EXISTS (SELECT FROM gebruiker g WHERE g.email_norm <> ALL($3::text[]) AND strpos(lower(g.naam), woord) > 0)
     AND NOT EXISTS (SELECT FROM school t WHERE strpos(lower(to_jsonb(t)::text), woord) > 0)
     AND NOT EXISTS (SELECT FROM bestuur t WHERE strpos(lower(to_jsonb(t)::text), woord) > 0)
     AND NOT EXISTS (SELECT FROM opleiding t WHERE strpos(lower(to_jsonb(t)::text), woord) > 0)
     AND NOT EXISTS (SELECT FROM opleiding_versie t WHERE strpos(lower(t.gegevens::text), woord) > 0)`;

/** The cohorten about which something was typed with the name in it: so it may stand in their mails. */
const MET_DE_NAAM = `
  WITH raak AS MATERIALIZED (
    SELECT onderwerp_soort AS soort, onderwerp_id AS id FROM auditregel
     WHERE onderwerp_soort IN ('aanmelding', 'cohort') AND lower(gegevens::text) LIKE ANY ($1))
  SELECT id FROM cohort
   WHERE lower(annuleringsreden) LIKE ANY ($1) OR id::text IN (SELECT id FROM raak WHERE soort = 'cohort')
   UNION SELECT cohort_id FROM aanmelding
          WHERE lower(concat_ws(' ', opmerking, reden)) LIKE ANY ($1)
             OR id::text IN (SELECT id FROM raak WHERE soort = 'aanmelding')
   UNION SELECT cohort_id FROM mededeling WHERE lower(concat_ws(' ', onderwerp, tekst)) LIKE ANY ($1)
   UNION SELECT cohort_id FROM cohortalinea WHERE lower(tekst) LIKE ANY ($1)`;

const ACCOUNT = `
  SELECT g.id, g.uitgeschakeld_op IS NOT NULL AS uit,
         coalesce((SELECT json_agg(DISTINCT r.rol) FROM gebruiker_rol r WHERE r.gebruiker_id = g.id AND ${LOOPT}), '[]') AS rollen
    FROM gebruiker g WHERE g.email_norm = ANY($2) ORDER BY g.uitgeschakeld_op NULLS FIRST`;

/**
 * A step: what hangs on somebody, without looking through the texts of others; with `slot` their records are locked.
 * @throws DomainError `persoon-onbekend` or `al-gewist`.
 */
export async function schetsVan(m: EntityManager, id: string, nu: Date, slot = false): Promise<Schets> {
  const mensen = await mensenVan(m, id, slot);
  const ids = mensen.map((mens) => mens.id);
  const aanmeldingen = await m.query<{ id: string; cohortId: string }[]>(
    'SELECT id, cohort_id AS "cohortId" FROM aanmelding WHERE persoon_id = ANY($1) ORDER BY id',
    [ids],
  );
  const eigen = aanmeldingen.map((a) => a.id);
  const accounts = await m.query<Account[]>(ACCOUNT, [dateOf(nu), mensen.map(({ emailNorm }) => emailNorm)]);
  return { mensen, aanmeldingen, lopend: await lopendeVan(m, eigen, nu), accounts };
}

/** A step: everything about somebody, also where else the name may stand. @throws as `schetsVan` */
export async function doelwitVan(m: EntityManager, id: string, nu: Date, slot = false): Promise<Doelwit> {
  const { mensen, aanmeldingen, lopend, accounts } = await schetsVan(m, id, nu, slot);
  const ids = mensen.map((mens) => mens.id);
  const adressen = mensen.map(({ emailNorm }) => emailNorm);
  const eigen = aanmeldingen.map((a) => a.id);
  const rijen = await m.query<{ woord: string }[]>(EIGEN_WOORDEN, [losseWoorden(mensen), ids, adressen]);
  const woorden = rijen.map(({ woord }) => woord);
  const { zoek, patroon } = zoekNaar(mensen, [...woorden, ...(await vroegereAdressen(m, ids))]);
  const genoemd = await m.query<{ id: string }[]>(MET_DE_NAAM, [zoek]);
  const cohorten = [...new Set([...aanmeldingen.map((a) => a.cohortId), ...genoemd.map((c) => c.id)])];
  const uit = accounts.filter((een) => een.uit).map((een) => een.id);
  const werkt = accounts.some((een) => !een.uit);
  return {
    mensen,
    aanmeldingen,
    lopend,
    account: accounts[0],
    woorden,
    waarden: [ids, eigen, adressen, zoek, patroon, nu, uit, werkt, cohorten],
  };
}

/** To which they were mailed before, perhaps at another address than of now. */
const vroegereAdressen = async (m: EntityManager, ids: string[]): Promise<string[]> =>
  (
    await m.query<{ aan: string }[]>(
      `SELECT DISTINCT aan FROM bericht WHERE persoon_id = ANY($1) AND aan <> 'gewist'`,
      [ids],
    )
  ).map(({ aan }) => aan);

const lopendeVan = (m: EntityManager, ids: string[], nu: Date): Promise<Lopende[]> =>
  m.query(LOPENDE, [ids, nu, momentAt(addDays(dateOf(nu), DICHTBIJ + 1)), [...ZEKER]]);

async function mensenVan(m: EntityManager, id: string, slot: boolean): Promise<Persoon[]> {
  const mensen = await groepVan(m, id, slot);
  if (!slot) return mensen;
  // While we waited for the lock another may have erased them, or merged one with another: only now it is sure.
  const nu = await groepVan(m, id, false);
  if (nu.map((mens) => mens.id).join() !== mensen.map((mens) => mens.id).join()) throw new Ingehaald();
  return nu;
}

async function groepVan(m: EntityManager, id: string, slot: boolean): Promise<Persoon[]> {
  const gevraagd = await m.findOneBy(Persoon, { id });
  if (!gevraagd) throw (await wissingVan(m, id)) ?? persoonOnbekend();
  // A stand-in is nobody.
  if (gevraagd.gewistOp) throw persoonOnbekend();
  const hoofd = gevraagd.samengevoegdMetId ?? id;
  const rows = await m.find(Persoon, {
    where: [{ id: hoofd }, { samengevoegdMetId: hoofd }],
    order: { id: 'ASC' },
    ...(slot ? { lock: { mode: 'pessimistic_write' as const } } : {}),
  });
  return rows.toSorted((a, b) => Number(b.id === hoofd) - Number(a.id === hoofd));
}

/** Only the audit knows who was here. */
async function wissingVan(m: EntityManager, id: string) {
  const [row] = await m.query<{ op: Date }[]>(
    `SELECT op FROM auditregel WHERE onderwerp_soort = 'persoon' AND onderwerp_id = $1 AND code = 'persoon.gewist'
      ORDER BY id DESC LIMIT 1`,
    [id],
  );
  return row && alGewist(row.op);
}

/** The cohorten in which something would end. */
export const cohortenVan = (m: EntityManager, id: string): Promise<{ id: string }[]> =>
  m.query(
    `SELECT DISTINCT a.cohort_id AS id FROM aanmelding a
      WHERE a.status ${IN_LOPEND} AND a.persoon_id IN (
            SELECT p.id FROM persoon p JOIN persoon q ON q.id = $1
             WHERE coalesce(p.samengevoegd_met_id, p.id) = coalesce(q.samengevoegd_met_id, q.id))
      ORDER BY id`,
    [id],
  );
