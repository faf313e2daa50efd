import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { normaliseerEmail } from './personen.rules.js';

/** Somebody as typed; whoever may vouch for the address says that it is confirmed. */
export interface Gegevens {
  voornaam: string;
  tussenvoegsel?: string | null;
  achternaam: string;
  email: string;
  bevestigd: boolean;
}

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
    RETURNING coalesce(samengevoegd_met_id, id) AS id, email_norm
  )
  SELECT gemaakt.id, gevraagd.email FROM gevraagd JOIN gemaakt ON gemaakt.email_norm = lower(btrim(gevraagd.email))`;

/** People are known by their address; who is new is added, and a merged record leads to the one it became part of. */
@Injectable()
export class PersonenService {
  constructor(private readonly clock: Clock) {}

  /**
   * PostgreSQL decides which addresses are one, because its constraint does; in some languages it writes other small
   * letters than JavaScript.
   * @returns ids by normalised address.
   */
  async zoekOfMaak(m: EntityManager, gegevens: Gegevens[]): Promise<Map<string, string>> {
    if (gegevens.length === 0) return new Map();
    const perAdres = new Map(
      gegevens.toReversed().map((persoon) => [normaliseerEmail(persoon.email), persoon]),
    );
    const rows = [...perAdres.values()].map(({ voornaam, tussenvoegsel, achternaam, email, bevestigd }) => ({
      voornaam,
      tussenvoegsel: tussenvoegsel ?? null,
      achternaam,
      email: email.trim(),
      bevestigd,
    }));
    const personen = await m.query<{ id: string; email: string }[]>(ZOEK_OF_MAAK, [
      JSON.stringify(rows),
      this.clock.now(),
    ]);
    return new Map(personen.map(({ id, email }) => [normaliseerEmail(email), id]));
  }
}
