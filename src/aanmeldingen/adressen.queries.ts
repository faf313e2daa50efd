import type { EntityManager } from 'typeorm';
import { type Naam, normaliseerEmail } from '../personen/personen.rules.js';
import { readAddress } from '../platform/text/address.js';
import { IN_ACTIEF } from './standen.js';
import type { BekendeNaam } from './aanvraag.rules.js';

/** The owner of an address; an address of a merged record is one of the person it became part of. */
export interface Adresstand extends BekendeNaam {
  persoonId: string;
  /** The name of the merged record that this address was of. */
  eerder: Naam | null;
  /** Holds a place in this cohort or stands in its line. */
  actief: boolean;
}

const ADRESSEN = `
  SELECT gevraagd.email, p.id AS "persoonId", p.voornaam, p.tussenvoegsel, p.achternaam,
         p.email_bevestigd_op IS NOT NULL AS bevestigd,
         CASE WHEN bij.id <> p.id THEN jsonb_build_object(
           'voornaam', bij.voornaam, 'tussenvoegsel', bij.tussenvoegsel, 'achternaam', bij.achternaam) END AS eerder,
         EXISTS (SELECT 1 FROM aanmelding a WHERE a.cohort_id = $1 AND a.persoon_id = p.id
                    AND a.status ${IN_ACTIEF}) AS actief
    FROM unnest($2::text[]) AS gevraagd (email)
    JOIN persoon bij ON bij.email_norm = lower(btrim(gevraagd.email))
    JOIN persoon p ON p.id = coalesce(bij.samengevoegd_met_id, bij.id)`;

/** By which names the owner of an address is known, the present one first. */
export const namenVan = (stand: Adresstand): BekendeNaam[] =>
  stand.eerder ? [stand, { ...stand.eerder, bevestigd: stand.bevestigd }] : [stand];

/** Finds the owners of these addresses, by normalised address; a new address is not in it. */
export async function adressenIn(
  m: EntityManager,
  cohortId: string,
  adressen: string[],
): Promise<Map<string, Adresstand>> {
  if (adressen.length === 0) return new Map();
  const rows = await m.query<(Adresstand & { email: string })[]>(ADRESSEN, [
    cohortId,
    adressen.map(readAddress),
  ]);
  return new Map(rows.map(({ email, ...stand }) => [normaliseerEmail(email), stand]));
}
