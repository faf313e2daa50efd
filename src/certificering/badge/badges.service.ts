import { Injectable } from '@nestjs/common';
import { calculateJwkThumbprint, type CompactJWSHeaderParameters, CompactSign } from 'jose';
import { createHash, createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { AuditService } from '../../audit/audit.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { haalUit, sluitIn } from '../../platform/secrets.js';
import { Persoon } from '../../toegang/persoon.entity.js';
import type { Wie } from '../../toegang/wie.js';
import { Certificaat } from '../certificaat/certificaat.entity.js';
import {
  badgesleutelOnbekend,
  badgesleutelOnleesbaar,
  statuslijstOnbekend,
} from '../certificering.errors.js';
import { certificeringpaden } from '../paden.js';
import { Badge, Badgesleutel, type PubliekeSleutel } from './badge.entity.js';
import { badgetekst, type Ontvanger, PLAATSEN, statuslijsttekst } from './badges.rules.js';

/** A public key as it is published. */
export type Jwk = PubliekeSleutel & { kid: string; alg: 'RS256'; use: 'sig' };

type Paar = Pick<Badgesleutel, 'kid' | 'publiek' | 'geheim'>;

/** The badges of certificaten, the list that says which of them are not valid any more, and the keys that sign both. */
@Injectable()
export class BadgesService {
  /** Reading a key costs more than signing with it. By kid, and a kid never gets another key. */
  private readonly gelezen = new Map<string, KeyObject>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** The badge of a certificaat as a compact JWS: signed at the first call, the same at every other. */
  async van(certificaat: Certificaat): Promise<string> {
    return (await this.vanAlle([certificaat])).get(certificaat.id)!;
  }

  /** @returns the badges by the id of the certificaat. */
  async vanAlle(certificaten: Certificaat[]): Promise<Map<string, string>> {
    const m = this.dataSource.manager;
    const ids = certificaten.map(({ id }) => id);
    const lees = async (): Promise<Map<string, string>> => {
      const badges = await m.findBy(Badge, { certificaatId: In(ids) });
      return new Map(badges.map(({ certificaatId, jwt }) => [certificaatId, jwt]));
    };
    const bekend = await lees();
    const nieuw = certificaten.filter(({ id }) => !bekend.has(id));
    if (nieuw.length === 0) return bekend;
    // Somebody else may sign the same one at this moment: the first row stays, and both answer that one.
    const rijen = await this.ondertekenAlle(nieuw);
    await m.createQueryBuilder().insert().into(Badge).values(rijen).orIgnore().execute();
    return lees();
  }

  /**
   * A status list as a compact JWS.
   * @throws DomainError `statuslijst-onbekend` for a list in which nothing can stand yet.
   */
  async statuslijst(nummer: number): Promise<string> {
    const van = nummer * PLAATSEN;
    const hoogste = (await this.dataSource.manager.maximum(Certificaat, 'statusindex')) ?? 0;
    if (nummer > 0 && van > hoogste) throw statuslijstOnbekend();
    const rijen = await this.dataSource.query<{ plaats: number; sinds: Date }[]>(
      `SELECT statusindex - $1 AS plaats, greatest(ingetrokken_op, vervangen_op) AS sinds FROM certificaat
        WHERE (ingetrokken_op IS NOT NULL OR vervangen_op IS NOT NULL) AND statusindex >= $1 AND statusindex < $2`,
      [van, van + PLAATSEN],
    );
    const sleutel = await this.actieveSleutel();
    const sinds = new Date(Math.max(...rijen.map((rij) => rij.sinds.getTime()), sleutel.sinds.getTime()));
    const plaatsen = rijen.map(({ plaats }) => plaats);
    const tekst = statuslijsttekst(nummer, plaatsen, sinds, this.settings.BASE_URL);
    return this.onderteken(sleutel, tekst, 'vc+jwt');
  }

  private async ondertekenAlle(certificaten: Certificaat[]): Promise<Badge[]> {
    const sleutel = await this.actieveSleutel();
    const adressen = await this.adressen(certificaten);
    const op = this.clock.now();
    return Promise.all(
      certificaten.map(async (certificaat) => {
        const ontvanger = ontvangerVan(certificaat.id, adressen.get(certificaat.aanmeldingId)!);
        const tekst = badgetekst(certificaat, ontvanger, this.settings.BASE_URL);
        const jwt = await this.onderteken(sleutel, tekst, 'JWT');
        return { certificaatId: certificaat.id, kid: sleutel.kid, jwt, ondertekendOp: op };
      }),
    );
  }

  /** Mail addresses by aanmelding. */
  private async adressen(certificaten: Certificaat[]): Promise<Map<string, string>> {
    const rijen = await this.dataSource.manager
      .createQueryBuilder(Aanmelding, 'a')
      .innerJoin(Persoon, 'p', 'p.id = a.persoonId')
      .select('a.id', 'id')
      .addSelect('p.emailNorm', 'email')
      .where('a.id IN (:...ids)', { ids: certificaten.map(({ aanmeldingId }) => aanmeldingId) })
      .getRawMany<{ id: string; email: string }>();
    return new Map(rijen.map(({ id, email }) => [id, email]));
  }

  /** The key that signs now; the first time this makes it, also when two processes ask at once. */
  async actieveSleutel(): Promise<Badgesleutel> {
    const nu = await this.vindActief(this.dataSource.manager);
    if (nu) return nu;
    const paar = await this.maakPaar();
    return inTransaction(this.dataSource, async (m) => {
      await vergrendel(m);
      return (await this.vindActief(m)) ?? this.bewaarSleutel(m, paar);
    });
  }

  /** A new key signs from now on. What older ones signed stays good, and stays as it is. */
  async vervangSleutel(wie: Wie): Promise<Badgesleutel> {
    const paar = await this.maakPaar();
    return inTransaction(this.dataSource, async (m) => {
      await vergrendel(m);
      await m.update(Badgesleutel, { actief: true }, { actief: false, vervangenOp: this.clock.now() });
      const sleutel = await this.bewaarSleutel(m, paar);
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
  async publiekeSleutel(kid: string): Promise<Jwk> {
    const sleutel = await this.dataSource.manager.findOneBy(Badgesleutel, { kid });
    if (!sleutel) throw badgesleutelOnbekend();
    return jwkVan(sleutel);
  }

  async publiekeSleutels(): Promise<Jwk[]> {
    return (await this.sleutels()).map(jwkVan);
  }

  /** Newest first. */
  sleutels(): Promise<Badgesleutel[]> {
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

  private async bewaarSleutel(m: EntityManager, paar: Paar): Promise<Badgesleutel> {
    const rij = { ...paar, actief: true, sinds: this.clock.now(), vervangenOp: null };
    await m.insert(Badgesleutel, rij);
    return m.create(Badgesleutel, rij);
  }
}

/** The salt follows from the id, which nobody outside knows, so that signing twice gives the same badge. */
function ontvangerVan(certificaatId: string, email: string): Ontvanger {
  const hash = (tekst: string): string => createHash('sha256').update(tekst, 'utf8').digest('hex');
  const salt = hash(`salt:${certificaatId}`).slice(0, 32);
  return { identityHash: `sha256$${hash(email + salt)}`, salt };
}

const jwkVan = ({ kid, publiek }: Badgesleutel): Jwk => ({ ...publiek, kid, alg: 'RS256', use: 'sig' });

/** One at a time makes or replaces a key, whichever process it is. */
const vergrendel = (m: EntityManager): Promise<unknown> =>
  m.query(`SELECT pg_advisory_xact_lock(hashtext('badgesleutel'))`);
