import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { adresIsBevestigd, normaliseerEmail, type Aanvraag } from './aanvraag.js';

/**
 * Sorted by address, so that two decisions about different cohorten never wait for each other's new people.
 * A name that belongs to a confirmed address is not changed by who merely types that address.
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
       SET voornaam = CASE WHEN persoon.email_bevestigd_op IS NULL THEN EXCLUDED.voornaam ELSE persoon.voornaam END,
           tussenvoegsel = CASE WHEN persoon.email_bevestigd_op IS NULL THEN EXCLUDED.tussenvoegsel ELSE persoon.tussenvoegsel END,
           achternaam = CASE WHEN persoon.email_bevestigd_op IS NULL THEN EXCLUDED.achternaam ELSE persoon.achternaam END,
           email_bevestigd_op = coalesce(persoon.email_bevestigd_op, EXCLUDED.email_bevestigd_op)
    RETURNING id, email_norm
  )
  SELECT gemaakt.id, gevraagd.email FROM gevraagd JOIN gemaakt ON gemaakt.email_norm = lower(btrim(gevraagd.email))`;

/** People are known by their address; who is new is added. */
@Injectable()
export class Personen {
  constructor(private readonly clock: Clock) {}

  /**
   * PostgreSQL decides which addresses are one, because its constraint does; in some languages it writes other small
   * letters than JavaScript.
   * @returns ids by normalised address.
   */
  async zoekOfMaak(m: EntityManager, aanvragen: Aanvraag[]): Promise<Map<string, string>> {
    if (aanvragen.length === 0) return new Map();
    const perAdres = new Map(
      aanvragen.toReversed().map((aanvraag) => [normaliseerEmail(aanvraag.verzoek.email), aanvraag]),
    );
    const rows = [...perAdres.values()].map((aanvraag) => ({
      voornaam: aanvraag.verzoek.voornaam,
      tussenvoegsel: aanvraag.verzoek.tussenvoegsel ?? null,
      achternaam: aanvraag.verzoek.achternaam,
      email: aanvraag.verzoek.email.trim(),
      bevestigd: adresIsBevestigd(aanvraag),
    }));
    const personen = await m.query<{ id: string; email: string }[]>(ZOEK_OF_MAAK, [
      JSON.stringify(rows),
      this.clock.now(),
    ]);
    return new Map(personen.map(({ id, email }) => [normaliseerEmail(email), id]));
  }
}
