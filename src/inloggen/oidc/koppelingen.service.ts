import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import type { Wie } from '../../toegang/wie.js';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { Gebruiker } from '../../toegang/gebruiker.entity.js';
import { Persoon, volledigeNaam } from '../../toegang/persoon.entity.js';
import { SessiesService, type Begonnen } from '../../toegang/sessies.service.js';
import type { Identiteit } from './identiteit.rules.js';
import { OidcKoppeling } from './oidc-koppeling.entity.js';
import { Geweigerd } from './weigeringen.js';

/** Somebody at the provider, as far as it is kept. */
export type Account = Pick<Identiteit, 'uitgever' | 'sub' | 'brin' | 'mfa'>;
/** Whom of us it belongs to. */
export type Eigenaar = Pick<OidcKoppeling, 'gebruikerId' | 'persoonId'>;
type Mens = Extract<Wie, { soort: 'gebruiker' | 'persoon' }>;

/** What opens nothing, because a demo made it, is in nobody's way. $3 gebruiker, $4 persoon */
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

/** Accounts at a provider and whose they are: the steps that find, make and use a link between the two. */
@Injectable()
export class Koppelingen {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly sessies: SessiesService,
    private readonly audit: AuditService,
  ) {}

  /** A step. */
  van(m: EntityManager, { uitgever, sub }: Pick<Account, 'uitgever' | 'sub'>): Promise<OidcKoppeling | null> {
    const { production } = this.settings;
    return m.findOneBy(OidcKoppeling, { uitgever, sub, ...(production ? { demo: false } : {}) });
  }

  /**
   * A step: this account is theirs from now on. Of each provider somebody has one.
   * @throws Geweigerd when the account is somebody else's, or they have another one.
   */
  async koppel(m: EntityManager, { uitgever, sub, brin }: Account, eigenaar: Eigenaar): Promise<void> {
    const { gebruikerId, persoonId } = eigenaar;
    const demo = !this.settings.production;
    if (!demo) await m.query(RUIM_DEMO, [uitgever, sub, gebruikerId, persoonId]);
    await m.query(NEEM_OVER, [uitgever, sub, gebruikerId]);
    const waarden = [uitgever, sub, gebruikerId, persoonId, brin, this.clock.now(), demo];
    const gemaakt = await m.query<unknown[]>(KOPPEL, waarden);
    if (gemaakt.length === 0) {
      const reden = (await this.van(m, { uitgever, sub })) ? 'account-van-ander' : 'ander-account-bekend';
      throw new Geweigerd(reden, gebruikerId ?? undefined);
    }
    const wie = await mensVan(m, eigenaar);
    const onderwerp = { soort: wie.soort, id: wie.id };
    await this.audit.noteer(m, { wie, code: `${wie.soort}.gekoppeld`, onderwerp, gegevens: { uitgever } });
  }

  /**
   * A step: a session for whom this account belongs to. A second step that the provider asked for counts as ours.
   * @throws Geweigerd when they may not log in any more.
   */
  async begin(
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
    // Who still has a second step to take is logged in once that is taken.
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
      throw new Geweigerd('uitgeschakeld', gebruikerId);
    return mfa
      ? this.sessies.begin(m, { gebruikerId }, apparaat)
      : this.sessies.beginNaWachtwoord(m, gebruikerId, apparaat);
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
