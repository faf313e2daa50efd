import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { cohortpaden } from '../cohorten/paden.js';
import { Clock } from '../platform/clock/clock.js';
import { statusOp } from './aanmeldingen.rules.js';
import { type Aanmeldstatus, IN_ACTIEF, type Wachtreden } from './standen.js';
import { VersiesService } from '../opleidingen/versies.service.js';

/** One aanmelding with everything a screen or the API tells of it. */
export interface AanmeldingBeeld {
  id: string;
  token: string;
  /** As of now: a hold past its end reads as `verlopen`. */
  status: Aanmeldstatus;
  wachtOp: Wachtreden[];
  adresBevestigd: boolean;
  /** Its person asked that it is kept and not used. */
  beperkt: boolean;
  /** The reasons of a hold that has run out without the planner having seen it. */
  wachtteOp?: Wachtreden[];
  vervaltOp: Date | null;
  wachtlijstpositie: number | null;
  functie: string;
  opmerking: string | null;
  externeReferentie: string | null;
  aangemeldOp: Date;
  statusSinds: Date;
  reden: string | null;
  beeindigdDoor: string | null;
  persoonId: string;
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  email: string;
  /** Mail to this address comes back. */
  onbestelbaar: boolean;
  school: string | null;
  vestigingscode: string | null;
  /** In their own words, of who has no school; `school` is the same then. */
  organisatie: string | null;
  bestuurId: string | null;
  bestuur: string | null;
  cohortId: string;
  cohortCode: string;
  cohort: string;
  cohortstatus: string;
  opleidingCode: string;
  opleiding: string;
}

/** Of whom somebody may know. */
export interface Kring {
  /** Only people of this board. */
  bestuurId: string | null;
  /** Without who never confirmed the address, and so may not be the one whose name this is, or is not to be used. */
  alleenBevestigd: boolean;
}

const iedereen: Kring = { bestuurId: null, alleenBevestigd: false };
/** $2 bestuur, $3 alleenBevestigd */
const IN_KRING =
  '($2::uuid IS NULL OR a.bestuur_id = $2) AND (NOT $3::boolean OR (a.adres_bevestigd AND NOT a.beperkt))';

const SELECT = `
  SELECT a.id, a.token, a.status, a.wacht_op AS "wachtOp", a.adres_bevestigd AS "adresBevestigd", a.beperkt, a.vervalt_op AS "vervaltOp", a.functie, a.opmerking,
         a.externe_referentie AS "externeReferentie", a.aangemeld_op AS "aangemeldOp", a.status_sinds AS "statusSinds",
         a.reden, a.beeindigd_door AS "beeindigdDoor", a.bestuur_id AS "bestuurId",
         p.id AS "persoonId", p.voornaam, p.tussenvoegsel, p.achternaam, p.email,
         p.onbestelbaar_op IS NOT NULL AS onbestelbaar,
         coalesce(s.naam, a.organisatie) AS school, a.organisatie, s.vestigingscode, coalesce(b.naam, b.nummer) AS bestuur,
         c.id AS "cohortId", c.code AS "cohortCode", c.naam AS cohort, c.status AS cohortstatus,
         o.code AS "opleidingCode", o.naam AS opleiding,
         wachtlijstpositie(a.cohort_id, a.wachtlijst_rang) AS wachtlijstpositie
    FROM aanmelding a
    JOIN persoon p ON p.id = a.persoon_id
    JOIN cohort c ON c.id = a.cohort_id
    JOIN opleiding o ON o.id = c.opleiding_id
    LEFT JOIN school s ON s.id = a.school_id
    LEFT JOIN bestuur b ON b.id = a.bestuur_id`;

/** Reads aanmeldingen for screens and the API. */
@Injectable()
export class AanmeldingenQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly versies: VersiesService,
  ) {}

  async metId(id: string): Promise<AanmeldingBeeld | undefined> {
    return (await this.lees('WHERE a.id = $1', [id]))[0];
  }

  /** In the order of the ids. */
  metIds(ids: string[]): Promise<AanmeldingBeeld[]> {
    return this.lees('WHERE a.id = ANY($1) ORDER BY array_position($1::uuid[], a.id)', [ids]);
  }

  async metToken(token: string): Promise<AanmeldingBeeld | undefined> {
    return (await this.lees('WHERE a.token = $1', [token]))[0];
  }

  /** Where the opleiding can be read as it stood when this person enrolled; null when it still stands so. */
  async versieHref({ opleidingCode, aangemeldOp }: AanmeldingBeeld): Promise<string | null> {
    const nummer = await this.versies.opMoment(opleidingCode, aangemeldOp);
    return nummer === null ? null : cohortpaden.versie(opleidingCode, nummer);
  }

  /** Newest first. */
  vanPersoon(persoonId: string): Promise<AanmeldingBeeld[]> {
    return this.lees('WHERE a.persoon_id = $1 ORDER BY a.aangemeld_op DESC, a.id', [persoonId]);
  }

  /** A step. The active one in this cohort of whom this address leads to. */
  async actieveVan(
    m: EntityManager,
    cohortId: string,
    emailNorm: string,
  ): Promise<AanmeldingBeeld | undefined> {
    const waar = `WHERE a.cohort_id = $1
      AND a.persoon_id = (SELECT coalesce(samengevoegd_met_id, id) FROM persoon WHERE email_norm = $2)
      AND a.status ${IN_ACTIEF}`;
    return (await this.lees(waar, [cohortId, emailNorm], m))[0];
  }

  /** In order of place, line and end. */
  vanCohort(
    cohortId: string,
    kring: Kring = iedereen,
    vanaf = 0,
    aantal = 100_000,
  ): Promise<AanmeldingBeeld[]> {
    return this.lees(
      `WHERE a.cohort_id = $1 AND ${IN_KRING}
       ORDER BY a.plaatsnummer NULLS LAST, a.wachtlijst_rang NULLS LAST, a.status_sinds DESC, a.id
       OFFSET $4 LIMIT $5`,
      [cohortId, kring.bestuurId, kring.alleenBevestigd, vanaf, aantal],
    );
  }

  async aantalVanCohort(cohortId: string, { bestuurId, alleenBevestigd }: Kring): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM aanmelding a WHERE a.cohort_id = $1 AND ${IN_KRING}`,
      [cohortId, bestuurId, alleenBevestigd],
    );
    return row!.n;
  }

  /** Waiting for the akkoord of this board, oldest first. */
  wachtendOpAkkoord(bestuurId: string): Promise<AanmeldingBeeld[]> {
    return this.lees(
      `WHERE a.bestuur_id = $1 AND NOT a.beperkt AND a.wacht_op @> ARRAY['akkoord'] AND NOT a.wacht_op @> ARRAY['emailbevestiging']
         AND (a.vervalt_op IS NULL OR a.vervalt_op > $2)
       ORDER BY a.aangemeld_op, a.id`,
      [bestuurId, this.clock.now()],
    );
  }

  private async lees(
    rest: string,
    parameters: unknown[],
    m = this.dataSource.manager,
  ): Promise<AanmeldingBeeld[]> {
    const nu = this.clock.now();
    const rows = await m.query<AanmeldingBeeld[]>(`${SELECT} ${rest}`, parameters);
    return rows.map((row) => {
      const status = statusOp(row, nu);
      return status === row.status
        ? row
        : { ...row, status, wachtOp: [], wachtteOp: row.wachtOp, vervaltOp: null };
    });
  }
}
