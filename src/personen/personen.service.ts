import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { readAddress } from '../platform/text/address.js';
import { metTussenvoegsel, type Naam } from './naam.rules.js';
import { normaliseerEmail } from './personen.rules.js';

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

/** People are known by their address; who is new is added, and a merged record leads to the one it became part of. */
@Injectable()
export class PersonenService {
  constructor(private readonly clock: Clock) {}

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
    const rows = [...perAdres.values()]
      .map(metTussenvoegsel)
      .map(({ voornaam, tussenvoegsel, achternaam, email, bevestigd }) => ({
        voornaam,
        tussenvoegsel,
        achternaam,
        email: readAddress(email),
        bevestigd,
      }));
    const personen = await m.query<(Bekende & { email: string })[]>(ZOEK_OF_MAAK, [
      JSON.stringify(rows),
      this.clock.now(),
    ]);
    return new Map(personen.map(({ email, ...bekende }) => [normaliseerEmail(email), bekende]));
  }
}
