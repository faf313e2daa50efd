import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { statusOp } from '../aanmeldingen/aanmeldingen.rules.js';
import type { Berichtstatus } from '../berichten/bericht.entity.js';
import { type AuditBeeld, isInzage } from '../audit/audit.queries.js';
import { Clock } from '../platform/clock/clock.js';
import { paged, sliceOf, type Paged, type PagingQuery } from '../platform/web/paging.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { persoonOnbekend } from '../personen/personen.errors.js';
import type { Aanmeldstatus, Wachtreden } from '../aanmeldingen/standen.js';

/** $1 the person; records that were merged into theirs are theirs too. */
const MENSEN = `mensen AS (SELECT id FROM persoon WHERE id = $1 OR samengevoegd_met_id = $1)`;

/** $2 now. Newest first. */
const AANMELDINGEN = `
  WITH ${MENSEN}
  SELECT a.id, a.status, a.wacht_op AS "wachtOp", a.vervalt_op AS "vervaltOp", a.functie, coalesce(s.naam, a.organisatie) AS school,
         coalesce(b.naam, b.nummer) AS bestuur, a.aangemeld_op AS "aangemeldOp", a.status_sinds AS "statusSinds",
         a.reden, c.id AS "cohortId", c.code AS "cohortCode", c.naam AS cohort, c.schooljaar,
         o.code AS "opleidingCode", o.naam AS opleiding, plan.eerste, plan.geweest, w.aanwezig, w.afgemeld, w.afwezig,
         wachtlijstpositie(a.cohort_id, a.wachtlijst_rang) AS wachtlijstpositie
    FROM aanmelding a
    JOIN cohort c ON c.id = a.cohort_id
    JOIN opleiding o ON o.id = c.opleiding_id
    LEFT JOIN school s ON s.id = a.school_id
    LEFT JOIN bestuur b ON b.id = a.bestuur_id
   CROSS JOIN LATERAL (SELECT min(begint) AS eerste, count(*) FILTER (WHERE eindigt <= $2)::integer AS geweest
                         FROM bijeenkomst WHERE cohort_id = c.id) plan
   CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE stand = 'aanwezig')::integer AS aanwezig,
                              count(*) FILTER (WHERE stand = 'afgemeld')::integer AS afgemeld,
                              count(*) FILTER (WHERE stand = 'afwezig')::integer AS afwezig
                         FROM aanwezigheid WHERE aanmelding_id = a.id) w
   WHERE a.persoon_id IN (SELECT id FROM mensen)
   ORDER BY a.aangemeld_op DESC, a.id`;

const BELANGSTELLING = `
  WITH ${MENSEN}
  SELECT i.id, o.naam AS opleiding, c.naam AS cohort, i.aangemaakt_op AS "aangemaaktOp",
         i.bevestigd_op AS "bevestigdOp", i.ingetrokken_op AS "ingetrokkenOp", i.gemeld_op AS "gemeldOp"
    FROM belangstelling i
    JOIN opleiding o ON o.id = i.opleiding_id
    LEFT JOIN cohort c ON c.id = i.cohort_id
   WHERE i.persoon_id IN (SELECT id FROM mensen)
   ORDER BY i.aangemaakt_op DESC, i.id`;

/** $2 and $3 which rows. The first row always comes, so that the count is there on every page. */
const TIJDLIJN = `
  WITH ${MENSEN},
  eigen AS (SELECT a.id, a.cohort_id FROM aanmelding a WHERE a.persoon_id IN (SELECT id FROM mensen)),
  interesse AS (SELECT i.id, i.opleiding_id, i.cohort_id FROM belangstelling i
                 WHERE i.persoon_id IN (SELECT id FROM mensen)),
  post AS (SELECT id FROM bericht WHERE persoon_id IN (SELECT id FROM mensen)
            UNION SELECT id FROM bericht WHERE aanmelding_id IN (SELECT id FROM eigen)),
  onderwerpen AS (SELECT 'persoon' AS soort, id::text FROM mensen
                   UNION ALL SELECT 'aanmelding', id::text FROM eigen
                   UNION ALL SELECT 'belangstelling', id::text FROM interesse),
  regels AS (
    SELECT 'bericht' AS soort, b.id AS bericht_id, NULL::bigint AS regel_id, b.aanmelding_id::text AS bij,
           coalesce(b.verzonden_op, greatest(b.aangemaakt_op, b.verzenden_op)) AS op
      FROM bericht b JOIN post USING (id)
     UNION ALL
    SELECT 'gebeurtenis', NULL, r.id, r.onderwerp_id, r.op
      FROM onderwerpen w JOIN auditregel r ON r.onderwerp_soort = w.soort AND r.onderwerp_id = w.id
     WHERE NOT ${isInzage('r')}),
  telling AS (SELECT count(*)::integer AS totaal FROM regels),
  bladzijde AS (SELECT * FROM regels ORDER BY op DESC, soort, regel_id DESC, bericht_id OFFSET $2 LIMIT $3)
  SELECT telling.totaal, d.soort, d.op, d.bericht_id AS "berichtId", b.onderwerp, b.aan, b.status,
         b.aangemaakt_op AS "aangemaaktOp", b.verzenden_op AS "verzendenOp", b.verzonden_op AS "verzondenOp",
         r.code, r.gegevens, r.wie_soort AS "wieSoort", coalesce(g.naam, k.naam) AS wie,
         o.naam AS opleiding, c.naam AS cohort
    FROM telling
    LEFT JOIN bladzijde d ON true
    LEFT JOIN bericht b ON b.id = d.bericht_id
    LEFT JOIN auditregel r ON r.id = d.regel_id
    LEFT JOIN gebruiker g ON r.wie_soort = 'gebruiker' AND g.id::text = r.wie_id
    LEFT JOIN api_sleutel k ON r.wie_soort = 'sleutel' AND k.id::text = r.wie_id
    LEFT JOIN eigen e ON e.id::text = d.bij
    LEFT JOIN interesse i ON i.id::text = d.bij
    LEFT JOIN cohort c ON c.id = coalesce(e.cohort_id, i.cohort_id)
    LEFT JOIN opleiding o ON o.id = coalesce(c.opleiding_id, i.opleiding_id)
   ORDER BY d.op DESC, d.soort, d.regel_id DESC, d.bericht_id`;

/** One aanmelding of a person, with how often they came. */
export interface AanmeldingVanPersoon {
  id: string;
  /** As of now. */
  status: Aanmeldstatus;
  wachtOp: Wachtreden[];
  vervaltOp: Date | null;
  wachtlijstpositie: number | null;
  functie: string;
  school: string | null;
  bestuur: string | null;
  aangemeldOp: Date;
  statusSinds: Date;
  reden: string | null;
  cohortId: string;
  cohortCode: string;
  cohort: string;
  schooljaar: string | null;
  opleidingCode: string;
  opleiding: string;
  eerste: Date | null;
  /** Bijeenkomsten of the cohort that have been. */
  geweest: number;
  aanwezig: number;
  afgemeld: number;
  afwezig: number;
}

export interface BelangstellingVanPersoon {
  id: string;
  opleiding: string;
  cohort: string | null;
  aangemaaktOp: Date;
  bevestigdOp: Date | null;
  ingetrokkenOp: Date | null;
  gemeldOp: Date | null;
}

/** One moment: a mail that somebody got, or something that happened to them. */
export interface Tijdlijnregel {
  soort: 'bericht' | 'gebeurtenis';
  /** Sent, or else to be sent; for an event when it happened. */
  op: Date;
  berichtId: string | null;
  onderwerp: string | null;
  aan: string | null;
  status: Berichtstatus | null;
  aangemaaktOp: Date | null;
  verzendenOp: Date | null;
  verzondenOp: Date | null;
  code: AuditBeeld['code'] | null;
  gegevens: AuditBeeld['gegevens'] | null;
  wieSoort: string | null;
  wie: string | null;
  /** Of which aanmelding or belangstelling it is. */
  opleiding: string | null;
  cohort: string | null;
}

/** One person over all cohorten and years. */
@Injectable()
export class LevensloopQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `persoon-onbekend` */
  async persoon(id: string): Promise<Persoon> {
    const persoon = await this.dataSource.manager.findOneBy(Persoon, { id });
    if (!persoon) throw persoonOnbekend();
    return persoon;
  }

  /** The addresses of records that were merged into this one. */
  async andereAdressen(id: string): Promise<string[]> {
    const rows = await this.dataSource.query<{ email: string }[]>(
      'SELECT email FROM persoon WHERE samengevoegd_met_id = $1 ORDER BY email',
      [id],
    );
    return rows.map(({ email }) => email);
  }

  /** Newest first. */
  async aanmeldingen(id: string): Promise<AanmeldingVanPersoon[]> {
    const nu = this.clock.now();
    const rows = await this.dataSource.query<AanmeldingVanPersoon[]>(AANMELDINGEN, [id, nu]);
    return rows.map((row) => {
      const status = statusOp(row, nu);
      return status === row.status ? row : { ...row, status, wachtOp: [], vervaltOp: null };
    });
  }

  belangstelling(id: string): Promise<BelangstellingVanPersoon[]> {
    return this.dataSource.query<BelangstellingVanPersoon[]>(BELANGSTELLING, [id]);
  }

  /** Every mail and every event together, newest first; what is planned stands on top. */
  async tijdlijn(id: string, query: PagingQuery): Promise<Paged<Tijdlijnregel>> {
    const { skip, take } = sliceOf(query);
    const rows = await this.dataSource.query<(Tijdlijnregel & { totaal: number })[]>(TIJDLIJN, [
      id,
      skip,
      take,
    ]);
    const items = rows.filter(({ soort }) => soort !== null);
    return paged(await this.metNamen(items), rows[0]?.totaal ?? 0, query);
  }

  /** A change of school keeps ids; people read names. */
  private async metNamen(regels: Tijdlijnregel[]): Promise<Tijdlijnregel[]> {
    const ids = regels.flatMap(({ gegevens }) =>
      schoolwijziging(gegevens).flatMap(({ van, naar }) => [van, naar]),
    );
    if (ids.length === 0) return regels;
    const rows = await this.dataSource.query<{ id: string; naam: string }[]>(
      `SELECT id::text, naam FROM school WHERE id::text = ANY($1)
        UNION ALL SELECT id::text, coalesce(naam, nummer) FROM bestuur WHERE id::text = ANY($1)`,
      [ids],
    );
    const namen = new Map(rows.map((row) => [row.id, row.naam]));
    for (const { gegevens } of regels)
      for (const wijziging of schoolwijziging(gegevens)) {
        wijziging.van = namen.get(wijziging.van as string) ?? wijziging.van;
        wijziging.naar = namen.get(wijziging.naar as string) ?? wijziging.naar;
      }
    return regels;
  }
}

type Wijziging = { van: unknown; naar: unknown };

function schoolwijziging(gegevens: Tijdlijnregel['gegevens']): Wijziging[] {
  const velden = gegevens?.velden as Record<string, Wijziging> | string[] | undefined;
  if (!velden || Array.isArray(velden)) return [];
  return [velden.schoolId, velden.bestuurId].filter((wijziging) => wijziging !== undefined);
}
