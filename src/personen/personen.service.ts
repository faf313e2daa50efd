import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { readAddress } from '../platform/text/address.js';
import { heeftLetter, metTussenvoegsel, type Naam, normaliseerEmail } from './personen.rules.js';
import { randomUUID } from 'node:crypto';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { geheimen } from '../berichten/berichten.rules.js';
import { changes } from '../platform/records.js';
import { sqlstate } from '../platform/database/sql-error.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Persoon, volledigeNaam } from '../toegang/persoon.entity.js';
import { AdresVanAnder, naamZonderLetter, persoonOnbekend, persoonSamengevoegd } from './personen.errors.js';

/** Somebody as typed; whoever may vouch for the address says that it is confirmed. */
export interface Gegevens {
  voornaam: string;
  tussenvoegsel?: string | null;
  achternaam: string;
  email: string;
  bevestigd: boolean;
}

/** The person to whom an address leads; the name is that of the record with this address. */
export interface Bekende extends Naam {
  id: string;
}

/**
 * Sorted by address, so that two decisions about different cohorten never wait for each other's new people.
 * Nobody is renamed by who merely types their address, confirmed or not.
 */
const ZOEK_OF_MAAK = `
  WITH gevraagd AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(
           voornaam text, tussenvoegsel text, achternaam text, email text, bevestigd boolean)
  ), gemaakt AS (
    INSERT INTO persoon (voornaam, tussenvoegsel, achternaam, email, email_norm, email_bevestigd_op, aangemaakt_op)
    SELECT voornaam, tussenvoegsel, achternaam, email, lower(btrim(email)),
           CASE WHEN bevestigd THEN $2::timestamptz END, $2
      FROM gevraagd
     ORDER BY lower(btrim(email))
    ON CONFLICT (email_norm) DO UPDATE
       SET email_bevestigd_op = coalesce(persoon.email_bevestigd_op, EXCLUDED.email_bevestigd_op)
    RETURNING coalesce(samengevoegd_met_id, id) AS id, voornaam, tussenvoegsel, achternaam, email_norm
  )
  SELECT gemaakt.id, gemaakt.voornaam, gemaakt.tussenvoegsel, gemaakt.achternaam, gevraagd.email FROM gevraagd JOIN gemaakt ON gemaakt.email_norm = lower(btrim(gevraagd.email))`;

/** The fields of a person that may be changed; one that is left out stays. */
interface Persoonswijziging {
  voornaam?: string;
  tussenvoegsel?: string | null;
  achternaam?: string;
  email?: string;
}

const UNIQUE = '23505';

/** People are known by their address; who is new is added, and a merged record leads to the one it became part of. */
@Injectable()
export class PersonenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /**
   * PostgreSQL decides which addresses are one, because its constraint does; in some languages it writes other small
   * letters than JavaScript.
   * @returns who it is, by normalised address, with the name that we know.
   */
  async zoekOfMaak(m: EntityManager, gegevens: Gegevens[]): Promise<Map<string, Bekende>> {
    if (gegevens.length === 0) return new Map();
    const perAdres = new Map(
      gegevens.toReversed().map((persoon) => [normaliseerEmail(persoon.email), persoon]),
    );
    const bevestigd = new Set(
      gegevens.filter((een) => een.bevestigd).map((een) => normaliseerEmail(een.email)),
    );
    const rows = [...perAdres.values()]
      .map(metTussenvoegsel)
      .map(({ voornaam, tussenvoegsel, achternaam, email }) => ({
        voornaam,
        tussenvoegsel,
        achternaam,
        email: readAddress(email),
        bevestigd: bevestigd.has(normaliseerEmail(email)),
      }));
    const personen = await m.query<(Bekende & { email: string })[]>(ZOEK_OF_MAAK, [
      JSON.stringify(rows),
      this.clock.now(),
    ]);
    return new Map(personen.map(({ email, ...bekende }) => [normaliseerEmail(email), bekende]));
  }

  /**
   * Corrects the name or the address. A mail that has not left yet goes to the new address; a new address has yet to be confirmed.
   * @throws AdresVanAnder, InputError, DomainError `persoon-onbekend` or `persoon-samengevoegd`.
   */
  async wijzig(wie: Wie, id: string, getypt: Persoonswijziging): Promise<Persoon> {
    const wijziging = getypt.achternaam ? metEigenTussenvoegsel(getypt, getypt.achternaam) : getypt;
    const doe = () => inTransaction(this.dataSource, (m) => this.wijzigIn(m, wie, id, wijziging));
    try {
      return await doe();
    } catch (error) {
      // At this very moment somebody else got this address; now it can be seen whose it is.
      if (sqlstate(error) === UNIQUE) return doe();
      throw error;
    }
  }

  /** A step: the same, in a transaction of whoever calls it. */
  async wijzigIn(m: EntityManager, wie: Wie, id: string, wijziging: Persoonswijziging): Promise<Persoon> {
    const persoon = await m.findOne(Persoon, { where: { id }, lock: { mode: 'for_no_key_update' } });
    if (!persoon) throw persoonOnbekend();
    if (persoon.samengevoegdMetId) throw persoonSamengevoegd();
    const velden = Object.keys(changes<Persoonswijziging>(persoon, wijziging));
    if (velden.length === 0) return persoon;
    const { email, ...naam } = wijziging;
    if (!heeftLetter(naam.voornaam ?? persoon.voornaam, naam.achternaam ?? persoon.achternaam))
      throw naamZonderLetter();
    if (Object.keys(naam).length > 0) await m.update(Persoon, { id }, naam);
    if (velden.includes('email')) await this.verhuis(m, persoon, email!);
    const onderwerp = { soort: 'persoon' as const, id };
    await this.audit.noteer(m, { wie, code: 'persoon.gewijzigd', onderwerp, gegevens: { velden } });
    return m.findOneByOrFail(Persoon, { id });
  }

  private async verhuis(m: EntityManager, persoon: Persoon, email: string): Promise<void> {
    const ander = normaliseerEmail(email) !== persoon.emailNorm;
    if (ander) await this.maakVrij(m, persoon, normaliseerEmail(email));
    await m.query(
      `UPDATE persoon SET email = $2, email_norm = lower(btrim($2)),
              email_bevestigd_op = CASE WHEN $3 THEN NULL ELSE email_bevestigd_op END,
              onbestelbaar_op = CASE WHEN $3 THEN NULL ELSE onbestelbaar_op END,
              onbestelbaar_reden = CASE WHEN $3 THEN NULL ELSE onbestelbaar_reden END WHERE id = $1`,
      [persoon.id, email, ander],
    );
    await this.stuurDoor(m, persoon.id, email, ander);
  }

  /** Two records of one human may swap: the address of a merged one becomes the main one, and the other way round. */
  private async maakVrij(m: EntityManager, persoon: Persoon, adres: string): Promise<void> {
    const ander = await m.findOne(Persoon, {
      where: { emailNorm: adres },
      lock: { mode: 'for_no_key_update' },
    });
    if (!ander) return;
    if (ander.samengevoegdMetId !== persoon.id) throw await this.vanAnder(m, ander);
    const { email, emailNorm } = persoon;
    const even = `${randomUUID()}@samengevoegd.invalid`;
    await m.update(Persoon, { id: persoon.id }, { email: even, emailNorm: even });
    await m.update(Persoon, { id: ander.id }, { email, emailNorm });
  }

  private async vanAnder(m: EntityManager, ander: Persoon): Promise<AdresVanAnder> {
    const id = ander.samengevoegdMetId ?? ander.id;
    const wie = id === ander.id ? ander : await m.findOneByOrFail(Persoon, { id });
    return new AdresVanAnder(id, volledigeNaam(wie));
  }

  /** A link that logs in was for who reads the old mailbox, and so was the account that they linked by one. */
  private async stuurDoor(m: EntityManager, id: string, email: string, ander: boolean): Promise<void> {
    if (ander) {
      await m.query('DELETE FROM inloglink WHERE persoon_id = $1 AND gebruikt_op IS NULL', [id]);
      for (const tabel of ['oidc_verzoek', 'oidc_koppeling'])
        await m.query(`DELETE FROM ${tabel} WHERE persoon_id = $1`, [id]);
      await m.query(
        `UPDATE bericht SET status = 'vervallen', bezig_tot = NULL
          WHERE persoon_id = $1 AND soort = ANY($2) AND status IN ('wacht', 'opnieuw')`,
        [id, geheimen],
      );
    }
    await m.query(
      `UPDATE bericht SET aan = $2, status = 'wacht', pogingen = 0, fout = NULL,
              verzenden_op = CASE WHEN status = 'opnieuw' THEN $3 ELSE verzenden_op END
        WHERE persoon_id = $1 AND status IN ('wacht', 'opnieuw') AND soort <> 'inzage/adres-gewijzigd'`,
      [id, email, this.clock.now()],
    );
  }
}

/** A last name that brings its own tussenvoegsel replaces the one that was there. */
function metEigenTussenvoegsel(getypt: Persoonswijziging, achternaam: string): Persoonswijziging {
  const { tussenvoegsel, ...naam } = metTussenvoegsel({ ...getypt, achternaam });
  return tussenvoegsel === null && getypt.tussenvoegsel === undefined ? naam : { ...naam, tussenvoegsel };
}
