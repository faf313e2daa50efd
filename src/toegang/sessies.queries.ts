import type { EntityManager } from 'typeorm';
import { addHours } from '../platform/clock/dates.js';
import { UREN_STIL } from './sessies.service.js';

/** A gebruiker, or a deelnemer who is nothing else. */
export type Sessiehouder = { gebruikerId: string } | { persoonId: string };

export interface Sessieregel {
  sleutelHash: string;
  apparaat: string | null;
  sinds: Date;
  /** Of a gebruiker, to within minutes. */
  gezien: Date | null;
  /** Only the password was given. */
  half: boolean;
}

/** $1 id, $2 now, $3 production, $4 the moment before which a gebruiker was last here too long ago */
const sqlVoor = (houder: Sessiehouder): string => `
  SELECT s.sleutel_hash AS "sleutelHash", s.apparaat, s.aangemaakt_op AS sinds, s.laatst_gezien_op AS gezien,
         s.stap IS NOT NULL AS half
    FROM sessie s
   WHERE ${'gebruikerId' in houder ? 's.gebruiker_id = $1' : 's.persoon_id = $1 AND s.gebruiker_id IS NULL'}
     AND s.vervalt_op > $2 AND NOT (s.demo AND $3)
     AND (s.gebruiker_id IS NULL OR coalesce(s.laatst_gezien_op, s.aangemaakt_op) > $4)
   ORDER BY coalesce(s.laatst_gezien_op, s.aangemaakt_op) DESC, s.sleutel_hash`;

/** Where somebody is logged in, as the guard would have it. */
export const sessiesVan = (
  m: EntityManager,
  houder: Sessiehouder,
  nu: Date,
  production: boolean,
): Promise<Sessieregel[]> =>
  m.query(sqlVoor(houder), [
    'gebruikerId' in houder ? houder.gebruikerId : houder.persoonId,
    nu,
    production,
    addHours(nu, -UREN_STIL),
  ]);
