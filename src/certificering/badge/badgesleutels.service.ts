import { Injectable } from '@nestjs/common';
import { calculateJwkThumbprint, type CompactJWSHeaderParameters, CompactSign } from 'jose';
import { DataSource, type EntityManager } from 'typeorm';
import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { AuditService } from '../../audit/audit.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { haalUit, sluitIn } from '../../platform/secrets.js';
import type { Wie } from '../../toegang/wie.js';
import { certificeringpaden } from '../paden.js';
import { badgesleutelOnbekend, badgesleutelOnleesbaar } from './badges.errors.js';
import { Badgesleutel, type PubliekeSleutel } from './badge.entity.js';

/** A public key as it is published. */
export type Jwk = PubliekeSleutel & { kid: string; alg: 'RS256'; use: 'sig' };

type Paar = Pick<Badgesleutel, 'kid' | 'publiek' | 'geheim'>;

/** The keys of the badges: made when first needed, replaced when asked, and never thrown away. */
@Injectable()
export class BadgesleutelsService {
  /** Reading a key costs more than signing with it. By kid, and a kid never gets another key. */
  private readonly gelezen = new Map<string, KeyObject>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** The key that signs now; the first time this makes it, also when two processes ask at once. */
  async actief(): Promise<Badgesleutel> {
    const nu = await this.vindActief(this.dataSource.manager);
    if (nu) return nu;
    const paar = await this.maakPaar();
    return inTransaction(this.dataSource, async (m) => {
      await vergrendel(m);
      return (await this.vindActief(m)) ?? this.bewaar(m, paar);
    });
  }

  /** A new key signs from now on. What older ones signed stays good, and stays as it is. */
  async vervang(wie: Wie): Promise<Badgesleutel> {
    const paar = await this.maakPaar();
    return inTransaction(this.dataSource, async (m) => {
      await vergrendel(m);
      await m.update(Badgesleutel, { actief: true }, { actief: false, vervangenOp: this.clock.now() });
      const sleutel = await this.bewaar(m, paar);
      await this.audit.noteer(m, {
        wie,
        code: 'badgesleutel.vervangen',
        onderwerp: { soort: 'sleutel', id: sleutel.kid },
        gegevens: {},
      });
      return sleutel;
    });
  }

  /** @throws DomainError `badgesleutel-onbekend`. */
  async publiek(kid: string): Promise<Jwk> {
    const sleutel = await this.dataSource.manager.findOneBy(Badgesleutel, { kid });
    if (!sleutel) throw badgesleutelOnbekend();
    return jwkVan(sleutel);
  }

  async allePublieke(): Promise<Jwk[]> {
    return (await this.alle()).map(jwkVan);
  }

  /** Newest first. */
  alle(): Promise<Badgesleutel[]> {
    return this.dataSource.manager.find(Badgesleutel, { order: { sinds: 'DESC', kid: 'ASC' } });
  }

  /** Whether this process can sign with it. */
  leesbaar(sleutel: Badgesleutel): boolean {
    return haalUit('badgesleutel', sleutel.geheim, sleutel.kid, this.settings.SESSION_SECRET) !== undefined;
  }

  /**
   * Signs a credential as a compact JWS; the header says where the public key is.
   * @throws DomainError `badgesleutel-onleesbaar`.
   */
  onderteken(sleutel: Badgesleutel, inhoud: object, soort: 'JWT' | 'vc+jwt'): Promise<string> {
    const kid = `${this.settings.BASE_URL}${certificeringpaden.sleutel(sleutel.kid)}`;
    const kop: CompactJWSHeaderParameters = { alg: 'RS256', typ: soort, kid };
    return new CompactSign(Buffer.from(JSON.stringify(inhoud)))
      .setProtectedHeader(kop)
      .sign(this.geheimVan(sleutel));
  }

  private geheimVan(sleutel: Badgesleutel): KeyObject {
    const bekend = this.gelezen.get(sleutel.kid);
    if (bekend) return bekend;
    const pem = haalUit('badgesleutel', sleutel.geheim, sleutel.kid, this.settings.SESSION_SECRET);
    if (pem === undefined) throw badgesleutelOnleesbaar();
    const sleutelobject = createPrivateKey(pem);
    this.gelezen.set(sleutel.kid, sleutelobject);
    return sleutelobject;
  }

  private vindActief(m: EntityManager): Promise<Badgesleutel | null> {
    return m.findOneBy(Badgesleutel, { actief: true });
  }

  private async maakPaar(): Promise<Paar> {
    const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    const publiek = publicKey.export({ format: 'jwk' }) as PubliekeSleutel;
    const kid = await calculateJwkThumbprint(publiek);
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    return { kid, publiek, geheim: sluitIn('badgesleutel', pem, kid, this.settings.SESSION_SECRET) };
  }

  private async bewaar(m: EntityManager, paar: Paar): Promise<Badgesleutel> {
    const rij = { ...paar, actief: true, sinds: this.clock.now(), vervangenOp: null };
    await m.insert(Badgesleutel, rij);
    return m.create(Badgesleutel, rij);
  }
}

const jwkVan = ({ kid, publiek }: Badgesleutel): Jwk => ({ ...publiek, kid, alg: 'RS256', use: 'sig' });

/** One at a time makes or replaces a key, whichever process it is. */
const vergrendel = (m: EntityManager): Promise<unknown> =>
  m.query(`SELECT pg_advisory_xact_lock(hashtext('badgesleutel'))`);
