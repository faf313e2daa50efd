import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, LessThanOrEqual, MoreThan, type EntityManager } from 'typeorm';
import { Inkijk } from '../../audit/inkijk.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Gebruiker } from '../../toegang/gebruiker.entity.js';
import { hashVan, nieuwGeheim } from '../../platform/secrets.js';
import type { Begonnen } from '../../toegang/sessies.service.js';
import { Uitnodiging } from '../../toegang/uitnodiging.entity.js';
import type { Identiteit } from './identiteit.rules.js';
import { Koppelingen } from './koppelingen.service.js';
import { OidcVerzoek } from './oidc-verzoek.entity.js';
import { VERZOEK_MINUTEN, type Poging } from './poging.js';
import { Geweigerd } from './weigeringen.js';

/** Who comes second waits, and then finds that it was used. */
export const SLOT = { lock: { mode: 'pessimistic_write' } } as const;

/** Logged in; or an account that we do not know yet, with the key of its `OidcVerzoek`. */
export type Uitkomst = { begonnen: Begonnen } | { sleutel: string };

/** With where to go on. */
export interface Ingelogd {
  begonnen: Begonnen;
  terug: string | null;
}

/** Logging in with an account of elsewhere, and linking it first when it is new here. */
@Injectable()
export class OidcService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly koppelingen: Koppelingen,
    private readonly inkijk: Inkijk,
  ) {}

  /** @param bij where to go afterwards, and the invitation it was begun with. @throws Geweigerd */
  logIn(
    identiteit: Identiteit,
    { terug, uitnodiging }: Pick<Poging, 'terug' | 'uitnodiging'>,
    apparaat: string | undefined,
  ): Promise<Uitkomst> {
    if (identiteit.leerling) throw new Geweigerd('leerling');
    return inTransaction(this.dataSource, async (m) => {
      const uitgenodigd = uitnodiging === null ? null : await this.uitnodiging(m, hashVan(uitnodiging));
      const koppeling = await this.koppelingen.van(m, identiteit);
      if (koppeling && (!uitgenodigd || koppeling.gebruikerId === uitgenodigd.gebruikerId))
        return { begonnen: await this.koppelingen.begin(m, identiteit, koppeling, apparaat) };
      if (koppeling?.gebruikerId) throw new Geweigerd('account-van-ander', uitgenodigd?.gebruikerId);
      return { sleutel: await this.bewaar(m, identiteit, terug, uitgenodigd) };
    });
  }

  /** What a browser is to be asked: whose invitation it came with, or by which address we know them. @throws Geweigerd */
  async vraag(sleutel: string): Promise<{ email: string | null; uitgenodigd: Gebruiker | null }> {
    const { manager: m } = this.dataSource;
    const { email, uitnodigingHash } = await this.verzoek(m, sleutel);
    if (!uitnodigingHash) return { email, uitgenodigd: null };
    const { gebruikerId } = await this.uitnodiging(m, uitnodigingHash);
    return { email, uitgenodigd: await m.findOneByOrFail(Gebruiker, { id: gebruikerId }) };
  }

  /** Links the account with whose invitation it is, uses that up, and logs in. @throws Geweigerd */
  metUitnodiging(sleutel: string, apparaat: string | undefined): Promise<Ingelogd> {
    return inTransaction(this.dataSource, async (m) => {
      const verzoek = await this.verzoek(m, sleutel, true);
      if (!verzoek.uitnodigingHash) throw new Geweigerd('niet-begonnen');
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
    await this.koppelingen.koppel(m, verzoek, eigenaar);
    return {
      begonnen: await this.koppelingen.begin(m, verzoek, eigenaar, apparaat),
      terug: verzoek.terug,
    };
  }

  /** Keeps that it happened, after what was begun is undone. */
  noteer({ reden, gebruikerId }: Geweigerd): Promise<void> {
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

  /** A step: what this browser proved. @throws Geweigerd */
  async verzoek(m: EntityManager, sleutel: string, slot = false): Promise<OidcVerzoek> {
    const where = { sleutelHash: hashVan(sleutel), vervaltOp: MoreThan(this.clock.now()), ...this.hier() };
    const verzoek = await m.findOne(OidcVerzoek, { where, ...(slot ? SLOT : {}) });
    if (!verzoek) throw new Geweigerd('niet-begonnen');
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
    if (!uitnodiging) throw new Geweigerd('uitnodiging-werkt-niet');
    return uitnodiging;
  }

  /** In production only what was made there. */
  private hier(): { demo?: false } {
    return this.settings.production ? { demo: false } : {};
  }
}
