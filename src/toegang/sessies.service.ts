import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, LessThanOrEqual, Not } from 'typeorm';
import type { Wie } from './wie.js';
import { Clock } from '../platform/clock/clock.js';
import { addHours, dateOf } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { inTransaction } from '../platform/database/transaction.js';
import { hashVan, nieuwGeheim } from '../platform/secrets.js';
import { Gebruiker } from './gebruiker.entity.js';
import { volledigeNaam } from './persoon.entity.js';
import { HOEDEN, hoedenVan, opVolgorde, type Hoed } from './rollen.queries.js';
import { metTweedeStap, type Rol } from './gebruiker-rol.entity.js';
import { Sessie, type Stap } from './sessie.entity.js';

/** Hours that someone stays logged in: staff for a working day, a deelnemer for a month. */
const UREN_GEBRUIKER = 10;
const UREN_PERSOON = 30 * 24;
/** Hours that who proved a password has for the second step. */
const UREN_HALF = 0.5;
/** Hours without a sign of life after which staff are logged out. */
export const UREN_STIL = 2;
/** A sign of life is written once in so many milliseconds. */
const TEKEN_VAN_LEVEN = 60_000;

/** In what somebody acts: one of the own roles, or the deelnemer that the same address is. */
export type Hoedkeuze = { rol: Rol; bestuurId: string | null } | 'deelnemer';

export interface Begonnen {
  /** For the cookie. */
  sleutel: string;
  uren: number;
  /** What is still to be done before this session opens anything. */
  stap: Stap | null;
}

/** Who holds a key. */
export interface Bezoeker {
  /** Anonymous as long as there is a `stap` to take. */
  wie: Wie | null;
  /** The account behind it, also of who acts as deelnemer; null of who is nothing else than that. */
  gebruikerId: string | null;
  stap: Stap | null;
  hoeden: Hoed[];
  /** The same address is also a deelnemer. */
  isDeelnemer: boolean;
}

interface SessieRij {
  gebruiker_id: string | null;
  gebruiker_naam: string | null;
  rol: Rol | null;
  bestuur_id: string | null;
  stap: Stap | null;
  gezien: Date;
  hoeden: Hoed[];
  is_deelnemer: boolean;
  persoon_id: string | null;
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  email: string;
}

/** $1 today, $2 hash, $3 now, $4 whether this is production, where nothing and nobody of a demo gets in, $5 the moment
 *  before which somebody was last here too long ago */
const ZOEK = `
  SELECT g.id AS gebruiker_id, g.naam AS gebruiker_naam, s.rol, s.bestuur_id, s.stap,
         coalesce(s.laatst_gezien_op, s.aangemaakt_op) AS gezien, (${HOEDEN}) AS hoeden,
         EXISTS (SELECT FROM persoon e WHERE e.email_norm = g.email_norm AND e.email_bevestigd_op IS NOT NULL)
           AS is_deelnemer,
         p.id AS persoon_id, p.voornaam, p.tussenvoegsel, p.achternaam, p.email
    FROM sessie s
    LEFT JOIN gebruiker g ON g.id = s.gebruiker_id AND g.uitgeschakeld_op IS NULL AND NOT (g.demo AND $4)
    LEFT JOIN persoon p ON p.id = s.persoon_id
   WHERE s.sleutel_hash = $2 AND s.vervalt_op > $3 AND NOT (s.demo AND $4)
     AND (s.gebruiker_id IS NULL OR g.id IS NOT NULL AND coalesce(s.laatst_gezien_op, s.aangemaakt_op) > $5)
     AND (s.persoon_id IS NULL OR p.id IS NOT NULL)`;

/** Sessions as rows of our own, so that their owner can see and end them. */
@Injectable()
export class SessiesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** A session that opens what the first role of a gebruiker opens, or what a deelnemer may. */
  async begin(
    m: EntityManager,
    van: { gebruikerId: string; stap?: Stap | null } | { persoonId: string },
    apparaat: string | undefined,
  ): Promise<Begonnen> {
    const sleutel = nieuwGeheim();
    const nu = this.clock.now();
    const stap = ('stap' in van && van.stap) || null;
    const uren = 'persoonId' in van ? UREN_PERSOON : stap ? UREN_HALF : UREN_GEBRUIKER;
    const [hoed] = 'gebruikerId' in van ? await hoedenVan(m, van.gebruikerId, dateOf(nu)) : [];
    await m.delete(Sessie, { vervaltOp: LessThanOrEqual(nu) });
    await m.insert(Sessie, {
      ...van,
      stap,
      rol: hoed?.rol ?? null,
      bestuurId: hoed?.bestuurId ?? null,
      sleutelHash: hashVan(sleutel),
      aangemaaktOp: nu,
      laatstGezienOp: nu,
      vervaltOp: addHours(nu, uren),
      demo: !this.settings.production,
      apparaat: apparaat?.slice(0, 200) ?? null,
    });
    if ('gebruikerId' in van && !stap) await m.update(Gebruiker, van.gebruikerId, { laatstIngelogdOp: nu });
    return { sleutel, uren, stap };
  }

  /**
   * A session for who proved a password: whole, or with the second step still to take. Outside the demo the roles that
   * can do most harm have to have one.
   */
  async beginNaWachtwoord(
    m: EntityManager,
    gebruikerId: string,
    apparaat: string | undefined,
  ): Promise<Begonnen> {
    return this.begin(m, { gebruikerId, stap: await this.stapVan(m, gebruikerId) }, apparaat);
  }

  private async stapVan(m: EntityManager, gebruikerId: string): Promise<Stap | null> {
    const [row] = await m.query<{ heeft: boolean }[]>(
      `SELECT g.totp_geheim IS NOT NULL OR EXISTS (SELECT FROM passkey p WHERE p.gebruiker_id = g.id) AS heeft
         FROM gebruiker g WHERE g.id = $1`,
      [gebruikerId],
    );
    if (row?.heeft) return 'factor';
    return (await this.moetTweedeStap(m, gebruikerId)) ? 'instellen' : null;
  }

  /** Whether somebody may not do without a second step. */
  async moetTweedeStap(m: EntityManager, gebruikerId: string): Promise<boolean> {
    if (this.settings.DEMO_DATA) return false;
    const hoeden = await hoedenVan(m, gebruikerId, dateOf(this.clock.now()));
    return hoeden.some(({ rol }) => metTweedeStap.includes(rol));
  }

  /** Who holds this key; undefined when it is unknown or has run out. */
  async wieHeeft(sleutel: string): Promise<Bezoeker | undefined> {
    const nu = this.clock.now();
    const hash = hashVan(sleutel);
    const waarden = [dateOf(nu), hash, nu, this.settings.production, addHours(nu, -UREN_STIL)];
    const [rij] = await this.dataSource.query<SessieRij[]>(ZOEK, waarden);
    if (!rij) return undefined;
    if (rij.gebruiker_id && nu.getTime() - rij.gezien.getTime() >= TEKEN_VAN_LEVEN)
      await inTransaction(this.dataSource, (m) =>
        m.update(Sessie, { sleutelHash: hash }, { laatstGezienOp: nu }),
      );
    return {
      wie: rij.stap ? null : wieVan(rij),
      gebruikerId: rij.gebruiker_id,
      stap: rij.stap,
      hoeden: opVolgorde(rij.hoeden),
      isDeelnemer: rij.is_deelnemer,
    };
  }

  /**
   * A step: keeps this session from others until the end of the transaction.
   * @returns undefined when the key opens nothing (any more).
   */
  async houVast(m: EntityManager, sleutel: string): Promise<Sessie | undefined> {
    const where = { sleutelHash: hashVan(sleutel) };
    const sessie = await m.findOne(Sessie, { where, lock: { mode: 'for_no_key_update' } });
    return sessie && sessie.vervaltOp > this.clock.now() ? sessie : undefined;
  }

  /**
   * A step: the same session under a new key, because what it opens has changed.
   * @returns undefined when the old key opens nothing (any more).
   */
  async vernieuw(
    m: EntityManager,
    sleutel: string,
    anders: Partial<Pick<Sessie, 'rol' | 'bestuurId' | 'persoonId' | 'stap'>> = {},
  ): Promise<Begonnen | undefined> {
    const nu = this.clock.now();
    const sessie = await this.houVast(m, sleutel);
    if (!sessie) return undefined;
    const nieuw = nieuwGeheim();
    const wordtHeel = sessie.stap !== null && anders.stap === null;
    const vervaltOp = wordtHeel ? addHours(nu, UREN_GEBRUIKER) : sessie.vervaltOp;
    const schoon = { uitdaging: null, uitdagingTot: null, totpVoorstel: null };
    await m.update(
      Sessie,
      { sleutelHash: sessie.sleutelHash },
      { ...anders, ...schoon, sleutelHash: hashVan(nieuw), laatstGezienOp: nu, vervaltOp },
    );
    if (wordtHeel && sessie.gebruikerId)
      await m.update(Gebruiker, sessie.gebruikerId, { laatstIngelogdOp: nu });
    const uren = (vervaltOp.getTime() - nu.getTime()) / 3_600_000;
    return { sleutel: nieuw, uren, stap: anders.stap === undefined ? sessie.stap : anders.stap };
  }

  /**
   * A step: goes on in another role, under a new key.
   * @returns undefined when this key, or this role, is not (any more) theirs.
   */
  async wissel(m: EntityManager, sleutel: string, keuze: Hoedkeuze): Promise<Begonnen | undefined> {
    const sessie = await m.findOneBy(Sessie, { sleutelHash: hashVan(sleutel) });
    if (!sessie?.gebruikerId || sessie.stap) return undefined;
    if (keuze === 'deelnemer') {
      const [persoon] = await m.query<{ id: string }[]>(
        `SELECT coalesce(p.samengevoegd_met_id, p.id) AS id FROM persoon p
           JOIN gebruiker g ON g.email_norm = p.email_norm
          WHERE g.id = $1 AND p.email_bevestigd_op IS NOT NULL`,
        [sessie.gebruikerId],
      );
      return persoon && this.vernieuw(m, sleutel, { rol: null, bestuurId: null, persoonId: persoon.id });
    }
    const hoeden = await hoedenVan(m, sessie.gebruikerId, dateOf(this.clock.now()));
    const hoed = hoeden.find(({ rol, bestuurId }) => rol === keuze.rol && bestuurId === keuze.bestuurId);
    if (!hoed) return undefined;
    const stap = await this.stapBijWissel(m, sessie, hoed.rol);
    return this.vernieuw(m, sleutel, { rol: hoed.rol, bestuurId: hoed.bestuurId, persoonId: null, stap });
  }

  /** A role that began after the log-in asks what the log-in would have asked. */
  private async stapBijWissel(m: EntityManager, sessie: Sessie, rol: Rol): Promise<Stap | null> {
    if (!metTweedeStap.includes(rol)) return null;
    const toen = await hoedenVan(m, sessie.gebruikerId!, dateOf(sessie.aangemaaktOp));
    return toen.some((hoed) => hoed.rol === rol) ? null : this.stapVan(m, sessie.gebruikerId!);
  }

  async beeindig(sleutel: string): Promise<void> {
    await inTransaction(this.dataSource, (m) => m.delete(Sessie, { sleutelHash: hashVan(sleutel) }));
  }

  /** A step: logs a gebruiker out everywhere, but for the browser that holds this key. */
  async beeindigAlle(m: EntityManager, gebruikerId: string, behalve?: string): Promise<void> {
    await m.delete(Sessie, { gebruikerId, ...(behalve ? { sleutelHash: Not(hashVan(behalve)) } : {}) });
  }
}

function wieVan(rij: SessieRij): Wie {
  if (rij.persoon_id)
    return { soort: 'persoon', id: rij.persoon_id, naam: volledigeNaam(rij), email: rij.email };
  const hoed = rij.hoeden.find((h) => h.rol === rij.rol && h.bestuurId === rij.bestuur_id);
  return {
    soort: 'gebruiker',
    id: rij.gebruiker_id ?? '',
    naam: rij.gebruiker_naam ?? '',
    // A role that has ended opens nothing any more, whatever the session was begun with.
    rol: hoed?.rol ?? null,
    bestuurId: hoed?.bestuurId ?? null,
    schoolIds: hoed?.schoolIds ?? [],
    waarneemtVoor: hoed?.waarneemtVoorIds ?? [],
  };
}

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
