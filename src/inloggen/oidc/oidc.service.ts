import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { Inkijk } from '../../audit/inkijk.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Gebruiker, Uitnodiging } from '../../toegang/gebruiker.entity.js';
import { hashVan, nieuwGeheim } from '../../platform/secrets.js';
import { SessiesService, type Begonnen } from '../../toegang/sessies.service.js';
import type { Identiteit } from './identiteit.rules.js';
import { OidcKoppeling, OidcVerzoek } from './oidc.entity.js';
import { Persoon, volledigeNaam } from '../../toegang/persoon.entity.js';
import type { Wie } from '../../toegang/wie.js';
import type { Oidcpoging } from './aanbieder.service.js';
import { InlogGeweigerd } from './oidc.errors.js';

/** Minutes for which a browser may tell whose its account is; see `OidcVerzoek`. */
export const VERZOEK_MINUTEN = 60;

/** Makes a second request wait, which then finds that the row was used. */
export const SLOT = { lock: { mode: 'pessimistic_write' } } as const;

/** Logged in; or an account that we do not know yet, with the key of its `OidcVerzoek`. */
export type Inloguitkomst = { begonnen: Begonnen } | { sleutel: string };

/** With where to go on. */
export interface Ingelogd {
  begonnen: Begonnen;
  terug: string | null;
}

/** Somebody at the provider, as far as it is kept. */
type Account = Pick<Identiteit, 'uitgever' | 'sub' | 'brin' | 'mfa'>;
/** Whom of us it belongs to. */
type Eigenaar = Pick<OidcKoppeling, 'gebruikerId' | 'persoonId'>;
type Mens = Extract<Wie, { soort: 'gebruiker' | 'persoon' }>;

/** Deletes links that a demo made: in production they open nothing, so they may not be in the way. $3 gebruiker, $4 persoon */
const RUIM_DEMO = `
  DELETE FROM oidc_koppeling
   WHERE demo AND uitgever = $1 AND (sub = $2 OR gebruiker_id = $3 OR persoon_id = $4)`;

/** Somebody who had an account as deelnemer, and begins to work with the academie under the same address. */
const NEEM_OVER = `
  DELETE FROM oidc_koppeling k USING persoon p, gebruiker g
   WHERE k.uitgever = $1 AND k.sub = $2 AND p.id = k.persoon_id AND g.id = $3 AND g.email_norm = p.email_norm`;

const KOPPEL = `
  INSERT INTO oidc_koppeling (uitgever, sub, gebruiker_id, persoon_id, brin, gekoppeld_op, laatst_gebruikt_op, demo)
  VALUES ($1, $2, $3, $4, $5, $6, $6, $7) ON CONFLICT DO NOTHING RETURNING sub`;

/** $1 persoon, $2 production. Of an instelling with more than one vestiging nobody can tell which. */
const SCHOOL = `
  SELECT min(s.vestigingscode) AS vestigingscode
    FROM persoon p
    LEFT JOIN gebruiker g ON g.email_norm = p.email_norm
    JOIN oidc_koppeling k ON k.persoon_id = p.id OR k.gebruiker_id = g.id
    JOIN school s ON starts_with(s.vestigingscode, k.brin) AND s.gesloten_op IS NULL
   WHERE p.id = $1 AND NOT (k.demo AND $2)
  HAVING count(DISTINCT s.id) = 1`;

/** Logging in with an account of elsewhere, and linking it first when it is new here. */
@Injectable()
export class OidcService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly sessies: SessiesService,
    private readonly audit: AuditService,
    private readonly inkijk: Inkijk,
  ) {}

  /** @param bij where to go afterwards, and the invitation it was begun with. @throws InlogGeweigerd */
  logIn(
    identiteit: Identiteit,
    { terug, uitnodiging }: Pick<Oidcpoging, 'terug' | 'uitnodiging'>,
    apparaat: string | undefined,
  ): Promise<Inloguitkomst> {
    if (identiteit.leerling) throw new InlogGeweigerd('leerling');
    return inTransaction(this.dataSource, async (m) => {
      const uitgenodigd = uitnodiging === null ? null : await this.uitnodiging(m, hashVan(uitnodiging));
      const koppeling = await this.koppeling(m, identiteit);
      if (koppeling && (!uitgenodigd || koppeling.gebruikerId === uitgenodigd.gebruikerId))
        return { begonnen: await this.begin(m, identiteit, koppeling, apparaat) };
      if (koppeling?.gebruikerId) throw new InlogGeweigerd('account-van-ander', uitgenodigd?.gebruikerId);
      return { sleutel: await this.bewaar(m, identiteit, terug, uitgenodigd) };
    });
  }

  /** Returns what to ask in this browser: to accept an invitation, or to name the address by which we know them. @throws InlogGeweigerd */
  async vraag(sleutel: string): Promise<{ email: string | null; uitgenodigd: Gebruiker | null }> {
    const { manager: m } = this.dataSource;
    const { email, uitnodigingHash } = await this.verzoek(m, sleutel);
    if (!uitnodigingHash) return { email, uitgenodigd: null };
    const { gebruikerId } = await this.uitnodiging(m, uitnodigingHash);
    return { email, uitgenodigd: await m.findOneByOrFail(Gebruiker, { id: gebruikerId }) };
  }

  /** Links the account with whose invitation it is, uses that up, and logs in. @throws InlogGeweigerd */
  metUitnodiging(sleutel: string, apparaat: string | undefined): Promise<Ingelogd> {
    return inTransaction(this.dataSource, async (m) => {
      const verzoek = await this.verzoek(m, sleutel, true);
      if (!verzoek.uitnodigingHash) throw new InlogGeweigerd('niet-begonnen');
      const { sleutelHash, gebruikerId } = await this.uitnodiging(m, verzoek.uitnodigingHash, true);
      await m.update(Uitnodiging, { sleutelHash }, { gebruiktOp: this.clock.now() });
      return this.koppel(m, verzoek, { gebruikerId, persoonId: null }, apparaat);
    });
  }

  /** A step: the account belongs to them, and what was kept until we knew goes. */
  async koppel(
    m: EntityManager,
    verzoek: OidcVerzoek,
    eigenaar: Pick<OidcVerzoek, 'gebruikerId' | 'persoonId'>,
    apparaat: string | undefined,
  ): Promise<Ingelogd> {
    await m.delete(OidcVerzoek, { sleutelHash: verzoek.sleutelHash });
    await this.bindAan(m, verzoek, eigenaar);
    return {
      begonnen: await this.begin(m, verzoek, eigenaar, apparaat),
      terug: verzoek.terug,
    };
  }

  /**
   * Where somebody works, as the provider told when they last logged in: the vestigingscode of the one school that it
   * can be.
   */
  async werkplekVan(persoonId: string): Promise<string | null> {
    const [rij] = await this.dataSource.query<{ vestigingscode: string }[]>(SCHOOL, [
      persoonId,
      this.settings.production,
    ]);
    return rij?.vestigingscode ?? null;
  }

  private koppeling(
    m: EntityManager,
    { uitgever, sub }: Pick<Account, 'uitgever' | 'sub'>,
  ): Promise<OidcKoppeling | null> {
    const { production } = this.settings;
    return m.findOneBy(OidcKoppeling, { uitgever, sub, ...(production ? { demo: false } : {}) });
  }

  /**
   * A step: this account is theirs from now on. Of each provider somebody has one.
   * @throws InlogGeweigerd when the account is somebody else's, or they have another one.
   */
  private async bindAan(
    m: EntityManager,
    { uitgever, sub, brin }: Account,
    eigenaar: Eigenaar,
  ): Promise<void> {
    const { gebruikerId, persoonId } = eigenaar;
    const demo = !this.settings.production;
    if (!demo) await m.query(RUIM_DEMO, [uitgever, sub, gebruikerId, persoonId]);
    await m.query(NEEM_OVER, [uitgever, sub, gebruikerId]);
    const waarden = [uitgever, sub, gebruikerId, persoonId, brin, this.clock.now(), demo];
    const gemaakt = await m.query<unknown[]>(KOPPEL, waarden);
    if (gemaakt.length === 0) {
      const reden = (await this.koppeling(m, { uitgever, sub }))
        ? 'account-van-ander'
        : 'ander-account-bekend';
      throw new InlogGeweigerd(reden, gebruikerId ?? undefined);
    }
    const wie = await mensVan(m, eigenaar);
    const onderwerp = { soort: wie.soort, id: wie.id };
    await this.audit.noteer(m, { wie, code: `${wie.soort}.gekoppeld`, onderwerp, gegevens: { uitgever } });
  }

  /**
   * A step: a session for whom this account belongs to. A second step that the provider asked for counts as ours.
   * @throws InlogGeweigerd when they may not log in any more.
   */
  private async begin(
    m: EntityManager,
    { uitgever, sub, brin, mfa }: Account,
    eigenaar: Eigenaar,
    apparaat: string | undefined,
  ): Promise<Begonnen> {
    const begonnen = await this.sessie(m, eigenaar, mfa, apparaat);
    const gebruikt = { laatstGebruiktOp: this.clock.now(), ...(brin ? { brin } : {}) };
    await m.update(OidcKoppeling, { uitgever, sub }, gebruikt);
    const wie = await mensVan(m, eigenaar);
    const onderwerp = { soort: wie.soort, id: wie.id };
    // With a second step still to take, somebody is logged in only after that.
    if (!begonnen.stap)
      await this.audit.noteer(m, { wie, code: `${wie.soort}.ingelogd`, onderwerp, gegevens: {} });
    return begonnen;
  }

  private async sessie(
    m: EntityManager,
    { gebruikerId, persoonId }: Eigenaar,
    mfa: boolean,
    apparaat: string | undefined,
  ): Promise<Begonnen> {
    if (!gebruikerId) return this.sessies.begin(m, { persoonId: persoonId! }, apparaat);
    const gebruiker = await m.findOneByOrFail(Gebruiker, { id: gebruikerId });
    if (gebruiker.uitgeschakeldOp || (gebruiker.demo && this.settings.production))
      throw new InlogGeweigerd('uitgeschakeld', gebruikerId);
    return mfa
      ? this.sessies.begin(m, { gebruikerId }, apparaat)
      : this.sessies.beginNaWachtwoord(m, gebruikerId, apparaat);
  }

  /** Keeps that it happened, after what was begun is undone. */
  noteer({ reden, gebruikerId }: InlogGeweigerd): Promise<void> {
    return this.inkijk.geweigerdeInlog(reden, gebruikerId);
  }

  private async bewaar(
    m: EntityManager,
    { uitgever, sub, brin, email, mfa }: Identiteit,
    terug: string | null,
    uitnodiging: Uitnodiging | null,
  ): Promise<string> {
    const sleutel = nieuwGeheim();
    const nu = this.clock.now();
    await m.delete(OidcVerzoek, { vervaltOp: LessThanOrEqual(nu) });
    await m.insert(OidcVerzoek, {
      ...{ sleutelHash: hashVan(sleutel), uitgever, sub, brin, email, mfa, terug },
      uitnodigingHash: uitnodiging?.sleutelHash ?? null,
      aangemaaktOp: nu,
      vervaltOp: new Date(nu.getTime() + VERZOEK_MINUTEN * 60_000),
      demo: !this.settings.production,
    });
    return sleutel;
  }

  /** A step: what this browser proved. @throws InlogGeweigerd */
  async verzoek(m: EntityManager, sleutel: string, slot = false): Promise<OidcVerzoek> {
    const where = { sleutelHash: hashVan(sleutel), vervaltOp: MoreThan(this.clock.now()), ...this.hier() };
    const verzoek = await m.findOne(OidcVerzoek, { where, ...(slot ? SLOT : {}) });
    if (!verzoek) throw new InlogGeweigerd('niet-begonnen');
    return verzoek;
  }

  private async uitnodiging(m: EntityManager, sleutelHash: string, slot = false): Promise<Uitnodiging> {
    const where = {
      sleutelHash,
      soort: 'uitnodiging' as const,
      gebruiktOp: IsNull(),
      vervangenOp: IsNull(),
      vervaltOp: MoreThan(this.clock.now()),
      ...this.hier(),
    };
    const uitnodiging = await m.findOne(Uitnodiging, { where, ...(slot ? SLOT : {}) });
    if (!uitnodiging) throw new InlogGeweigerd('uitnodiging-werkt-niet');
    return uitnodiging;
  }

  /** In production only what was made there. */
  private hier(): { demo?: false } {
    return this.settings.production ? { demo: false } : {};
  }
}

async function mensVan(m: EntityManager, { gebruikerId, persoonId }: Eigenaar): Promise<Mens> {
  if (gebruikerId) {
    const { id, naam } = await m.findOneByOrFail(Gebruiker, { id: gebruikerId });
    return { soort: 'gebruiker', id, naam, rol: null, bestuurId: null };
  }
  const persoon = await m.findOneByOrFail(Persoon, { id: persoonId! });
  return { soort: 'persoon', id: persoon.id, naam: volledigeNaam(persoon), email: persoon.email };
}
