import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { Cohort } from './cohort.entity.js';
import { capaciteitTeLaag, cohortOnbekend } from './cohorten.errors.js';

/** A cohort whose places nobody else can change until the transaction ends. */
export interface Cohortstand {
  cohort: Cohort;
  /** Begin of the first bijeenkomst; null when none is planned. */
  eerste: Date | null;
}

const standVan = (cohort: Cohort): Cohortstand => ({ cohort, eerste: cohort.eerste });

const SCHUIF_OP = `
  WITH hoog AS (SELECT id, row_number() OVER (ORDER BY plaatsnummer) AS i FROM aanmelding
                 WHERE cohort_id = $1 AND plaatsnummer > $2),
       vrij AS (SELECT nummer, row_number() OVER (ORDER BY nummer) AS i FROM generate_series(1, $2::integer) nummer
                 WHERE nummer NOT IN (SELECT plaatsnummer FROM aanmelding
                                       WHERE cohort_id = $1 AND plaatsnummer IS NOT NULL))
  UPDATE aanmelding a SET plaatsnummer = vrij.nummer FROM hoog JOIN vrij USING (i) WHERE a.id = hoog.id`;

const VOEG_TOE = `
  INSERT INTO aanmelding (id, cohort_id, persoon_id, school_id, bestuur_id, organisatie, functie, opmerking, status,
         wacht_op, vervalt_op, plaatsnummer, plaats_van, wachtlijst_rang, aanbod_nummer, token, api_sleutel_id,
         externe_referentie, referentie_van, herkomst, aangemeld_op, status_sinds)
  SELECT r.* FROM jsonb_to_recordset($1::jsonb) AS r(
         "id" uuid, "cohortId" uuid, "persoonId" uuid, "schoolId" uuid, "bestuurId" uuid, "organisatie" text,
         "functie" text, "opmerking" text, "status" text, "wachtOp" text[], "vervaltOp" timestamptz, "plaatsnummer" integer,
         "plaatsVan" integer, "wachtlijstRang" integer, "aanbodNummer" integer, "token" text, "apiSleutelId" uuid,
         "externeReferentie" text, "referentieVan" text, "herkomst" text, "aangemeldOp" timestamptz,
         "statusSinds" timestamptz)
  RETURNING id, adres_bevestigd AS "adresBevestigd"`;

const BEWAAR = `
  UPDATE aanmelding a
     SET status = r.status, wacht_op = r.wacht_op, vervalt_op = r.vervalt_op, plaatsnummer = r.plaatsnummer,
         plaats_van = r.plaats_van, wachtlijst_rang = r.wachtlijst_rang, aanbod_nummer = r.aanbod_nummer,
         status_sinds = r.status_sinds, reden = r.reden, beeindigd_door = r.beeindigd_door,
         herkomst = CASE WHEN r.status = 'voorlopig' AND r.wacht_op @> ARRAY['emailbevestiging'] THEN a.herkomst END
    FROM jsonb_to_recordset($1::jsonb) AS r(
         id uuid, status text, wacht_op text[], vervalt_op timestamptz, plaatsnummer integer, plaats_van integer,
         wachtlijst_rang integer, aanbod_nummer integer, status_sinds timestamptz, reden text, beeindigd_door text)
   WHERE a.id = r.id`;

/**
 * The one lock on places, and the numbers that are places. That none is sold twice does not hang on this lock: the
 * constraints of aanmelding.entity.ts give a number once and none above the capacity. See docs/plaatsen.md.
 */
@Injectable()
export class PlaatsenService {
  /** Locks the cohorten in id order, so that two transactions can never wait for each other. */
  async vergrendel(m: EntityManager, ids: string[]): Promise<Cohortstand[]> {
    const cohorten = await this.lock(m, ids);
    if (cohorten.length < new Set(ids).size) throw cohortOnbekend();
    return cohorten.map(standVan);
  }

  async vergrendelEen(m: EntityManager, id: string): Promise<Cohortstand> {
    const [stand] = await this.vergrendel(m, [id]);
    if (!stand) throw cohortOnbekend();
    return stand;
  }

  /**
   * Locks those that nobody else holds at this moment, and waits for none.
   * @returns `bezet`: those that somebody holds; what is in neither does not exist.
   */
  async vergrendelVrije(
    m: EntityManager,
    ids: string[],
  ): Promise<{ standen: Cohortstand[]; bezet: Set<string> }> {
    const standen = (await this.lock(m, ids, 'skip_locked')).map(standVan);
    const over = new Set(ids);
    for (const { cohort } of standen) over.delete(cohort.id);
    const bezet =
      over.size === 0 ? [] : await m.find(Cohort, { select: { id: true }, where: { id: In([...over]) } });
    return { standen, bezet: new Set(bezet.map(({ id }) => id)) };
  }

  /** `FOR NO KEY UPDATE`: it does not fight with the foreign keys that point at the cohort. */
  protected lock(m: EntityManager, ids: string[], onLocked?: 'skip_locked'): Promise<Cohort[]> {
    return m.find(Cohort, {
      where: { id: In(ids) },
      order: { id: 'ASC' },
      lock: { mode: 'for_no_key_update', onLocked },
    });
  }

  /** Up to `aantal` free place numbers, lowest first. Only true while the cohort is locked. */
  async vrijeNummers(m: EntityManager, { cohort }: Cohortstand, aantal: number): Promise<number[]> {
    if (aantal <= 0 || !cohort.capaciteit) return [];
    const rows = await m.query<{ nummer: number }[]>(
      `SELECT nummer FROM generate_series(1, $2::integer) AS nummer
        WHERE nummer NOT IN (SELECT plaatsnummer FROM aanmelding WHERE cohort_id = $1 AND plaatsnummer IS NOT NULL)
        ORDER BY nummer LIMIT $3`,
      [cohort.id, cohort.capaciteit, aantal],
    );
    return rows.map((row) => row.nummer);
  }

  /** How many places are taken, holds that ran out but were not yet swept included. */
  async bezet(m: EntityManager, cohortId: string): Promise<number> {
    return m
      .createQueryBuilder(Aanmelding, 'a')
      .where('a.cohort_id = :cohortId AND a.plaatsnummer IS NOT NULL', { cohortId })
      .getCount();
  }

  /**
   * Moves who sits above `capaciteit` to the free numbers below it, so that the capacity can go down.
   * @throws DomainError `capaciteit-te-laag` when more places are held than that.
   */
  async maakPassend(m: EntityManager, cohortId: string, capaciteit: number): Promise<void> {
    const bezet = await this.bezet(m, cohortId);
    if (capaciteit < bezet) throw capaciteitTeLaag(bezet);
    await m.query(SCHUIF_OP, [cohortId, capaciteit]);
  }

  /** Writes any number of new aanmeldingen in one statement. */
  async voegToe(m: EntityManager, aanmeldingen: Aanmelding[]): Promise<void> {
    if (aanmeldingen.length === 0) return;
    const rows = await m.query<Pick<Aanmelding, 'id' | 'adresBevestigd'>[]>(VOEG_TOE, [
      JSON.stringify(aanmeldingen),
    ]);
    const bevestigd = new Map(rows.map(({ id, adresBevestigd }) => [id, adresBevestigd]));
    for (const a of aanmeldingen) a.adresBevestigd = bevestigd.get(a.id)!;
  }

  /** Writes the changed state of any number of aanmeldingen in one statement. */
  async bewaar(m: EntityManager, aanmeldingen: Aanmelding[]): Promise<void> {
    if (aanmeldingen.length === 0) return;
    const rows = aanmeldingen.map((a) => ({
      id: a.id,
      status: a.status,
      wacht_op: a.wachtOp,
      vervalt_op: a.vervaltOp,
      plaatsnummer: a.plaatsnummer,
      plaats_van: a.plaatsVan,
      wachtlijst_rang: a.wachtlijstRang,
      aanbod_nummer: a.aanbodNummer,
      status_sinds: a.statusSinds,
      reden: a.reden,
      beeindigd_door: a.beeindigdDoor,
    }));
    await m.query(BEWAAR, [JSON.stringify(rows)]);
  }
}
