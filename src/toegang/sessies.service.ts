import { Injectable } from '@nestjs/common';
import { DataSource, LessThanOrEqual, type EntityManager } from 'typeorm';
import type { Wie } from '../audit/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { addHours } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { inTransaction } from '../platform/database/transaction.js';
import { hashVan, nieuwGeheim } from './geheim.js';
import type { Rol } from './gebruiker.entity.js';
import { volledigeNaam } from './persoon.entity.js';
import { Sessie } from './sessie.entity.js';

/** Hours that someone stays logged in: staff for a working day, a deelnemer for a month. */
const UREN_GEBRUIKER = 10;
const UREN_PERSOON = 30 * 24;

interface SessieRij {
  gebruiker_id: string | null;
  gebruiker_naam: string | null;
  rol: Rol | null;
  bestuur_id: string | null;
  persoon_id: string | null;
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  email: string;
}

/** $1 hash, $2 now, $3 whether this is production, where nothing and nobody of a demo gets in */
const ZOEK = `
  SELECT g.id AS gebruiker_id, g.naam AS gebruiker_naam, g.rol, g.bestuur_id,
         p.id AS persoon_id, p.voornaam, p.tussenvoegsel, p.achternaam, p.email
    FROM sessie s
    LEFT JOIN gebruiker g ON g.id = s.gebruiker_id AND g.uitgeschakeld_op IS NULL AND NOT (g.demo AND $3)
    LEFT JOIN persoon p ON p.id = s.persoon_id
   WHERE s.sleutel_hash = $1 AND s.vervalt_op > $2 AND NOT (s.demo AND $3)
     AND num_nonnulls(g.id, p.id) = 1`;

/** Sessions as rows of our own, so that their owner can see and end them. */
@Injectable()
export class SessiesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** @returns the key for the cookie and the hours it lasts. */
  async begin(
    m: EntityManager,
    van: { gebruikerId: string } | { persoonId: string },
    apparaat: string | undefined,
  ): Promise<{ sleutel: string; uren: number }> {
    const sleutel = nieuwGeheim();
    const nu = this.clock.now();
    const uren = 'gebruikerId' in van ? UREN_GEBRUIKER : UREN_PERSOON;
    await m.delete(Sessie, { vervaltOp: LessThanOrEqual(nu) });
    await m.insert(Sessie, {
      ...van,
      sleutelHash: hashVan(sleutel),
      aangemaaktOp: nu,
      vervaltOp: addHours(nu, uren),
      demo: !this.settings.production,
      apparaat: apparaat?.slice(0, 200) ?? null,
    });
    return { sleutel, uren };
  }

  /** Who holds this key; undefined when it is unknown or has run out. */
  async wieHeeft(sleutel: string): Promise<Wie | undefined> {
    const { production } = this.settings;
    const waarden = [hashVan(sleutel), this.clock.now(), production];
    const rows = await this.dataSource.query<SessieRij[]>(ZOEK, waarden);
    return rows[0] && wieVan(rows[0]);
  }

  async beeindig(sleutel: string): Promise<void> {
    await inTransaction(this.dataSource, (m) => m.delete(Sessie, { sleutelHash: hashVan(sleutel) }));
  }
}

function wieVan(rij: SessieRij): Wie {
  if (rij.gebruiker_id && rij.rol)
    return {
      soort: 'gebruiker',
      id: rij.gebruiker_id,
      naam: rij.gebruiker_naam ?? '',
      rol: rij.rol,
      bestuurId: rij.bestuur_id,
    };
  return { soort: 'persoon', id: rij.persoon_id ?? '', naam: volledigeNaam(rij), email: rij.email };
}
