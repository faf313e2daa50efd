import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { Settings } from '../../platform/config/settings.js';
import { haalUit, hashVan, sluitIn } from '../../platform/secrets.js';
import { Gebruiker, Herstelcode, Passkey } from '../gebruiker.entity.js';
import { Sessie } from '../sessie.entity.js';
import {
  HERSTELCODES,
  isAppcode,
  kaleCode,
  nieuweHerstelcode,
  nieuwTotpGeheim,
  stapVanCode,
  totpAdres,
} from './tweestap.rules.js';
import {
  appOnleesbaar,
  codeGebruikt,
  codeOnjuist,
  geenVoorstel,
  herstelcodeOnjuist,
  teVaak,
  tweedeStapBestaat,
  tweedeStapOnbekend,
  wachtwoordOnjuist,
} from './tweestap.errors.js';
import { Inkijk } from '../../audit/inkijk.service.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { RateLimiter } from '../../platform/web/rate-limiter.js';
import { Wachtwoorden } from '../wachtwoorden.service.js';

const DOEL = 'tweede-stap';

/** What somebody has for the second step. */
export interface Tweestapstand {
  appSinds: Date | null;
  passkeys: Passkey[];
  /** Recovery codes that still work. */
  herstelcodes: number;
}

export const heeftTweedeStap = ({ appSinds, passkeys }: Tweestapstand): boolean =>
  appSinds !== null || passkeys.length > 0;

const KWARTIER = 900;
const DAG = 86_400;
const VAN_BROWSER = { naam: 'tweestap-browser', keer: 10, seconden: KWARTIER };
const VAN_PAAR = { naam: 'tweestap-paar', keer: 10, seconden: KWARTIER };
/** Six digits can be guessed: of a million there are three that work. So a day gives few tries, from everywhere together. */
const CODES_OP_ACCOUNT = { naam: 'tweestap-account', keer: 30, seconden: DAG };
const WACHTWOORD = { naam: 'account-wachtwoord', keer: 10, seconden: KWARTIER };

interface Codepoging {
  gebruikerId: string;
  /** As typed, without what makes no difference. */
  code: string;
  /** Where the request comes from, see `originOf`. */
  herkomst: string;
  /** The browser, when the second step was taken in it before. */
  browser: string | null;
}

/**
 * The second step with an app with codes, and the recovery codes beside it. Every change holds the gebruiker first. Who
 * guesses codes is slowed down, and what was refused is recorded. Only who knows the password comes this far; if that is
 * somebody else, the owner still gets in: in a browser that was in before, with a passkey, or with a recovery code. See
 * docs/besluiten/015.
 */
@Injectable()
export class TweestapService {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly limiter: RateLimiter,
    private readonly inkijk: Inkijk,
    private readonly wachtwoorden: Wachtwoorden,
  ) {}

  /** A step: keeps others from changing how this gebruiker logs in, until the end of the transaction. */
  houVast(m: EntityManager, id: string): Promise<Gebruiker> {
    return m.findOneOrFail(Gebruiker, { where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  async stand(m: EntityManager, gebruikerId: string): Promise<Tweestapstand> {
    const { totpSinds } = await m.findOneByOrFail(Gebruiker, { id: gebruikerId });
    const passkeys = await m.find(Passkey, {
      where: { gebruikerId },
      order: { aangemaaktOp: 'ASC', id: 'ASC' },
    });
    const herstelcodes = await m.countBy(Herstelcode, { gebruikerId, gebruiktOp: IsNull() });
    return { appSinds: totpSinds, passkeys, herstelcodes };
  }

  /** A step: the secret that this session may scan; the same one each time, until it is used. */
  async voorstel(
    m: EntityManager,
    sessie: Sessie,
    adres: string,
  ): Promise<{ geheim: string; adres: string }> {
    const geheim = this.voorgesteld(sessie) ?? nieuwTotpGeheim();
    const totpVoorstel = sluitIn(DOEL, geheim, sessie.gebruikerId!, this.settings.SESSION_SECRET);
    await m.update(Sessie, { sleutelHash: sessie.sleutelHash }, { totpVoorstel });
    return { geheim, adres: totpAdres(geheim, adres) };
  }

  private voorgesteld({ totpVoorstel, gebruikerId }: Sessie): string | undefined {
    if (!totpVoorstel || !gebruikerId) return undefined;
    return haalUit(DOEL, totpVoorstel, gebruikerId, this.settings.SESSION_SECRET);
  }

  /** A step: the proposed secret becomes that of the gebruiker, once a first code shows that the app has it. */
  async stelAppIn(m: EntityManager, gebruiker: Gebruiker, sessie: Sessie, getypt: string): Promise<void> {
    if (gebruiker.totpGeheim) throw tweedeStapBestaat();
    const geheim = this.voorgesteld(sessie);
    if (!geheim) throw geenVoorstel();
    const nu = this.clock.now();
    const code = kaleCode(getypt);
    const stap = isAppcode(code) ? stapVanCode(geheim, code, nu) : undefined;
    if (stap === undefined) throw codeOnjuist();
    const totpGeheim = sluitIn(DOEL, geheim, gebruiker.id, this.settings.SESSION_SECRET);
    await m.update(Gebruiker, gebruiker.id, { totpGeheim, totpSinds: nu, totpStap: String(stap) });
    await m.update(Sessie, { sleutelHash: sessie.sleutelHash }, { totpVoorstel: null });
  }

  /** A step: uses a code of the app or a recovery code up. @returns which it was. */
  async gebruikCode(m: EntityManager, gebruiker: Gebruiker, getypt: string): Promise<'app' | 'herstelcode'> {
    const code = kaleCode(getypt);
    if (!isAppcode(code)) return this.gebruikHerstelcode(m, gebruiker.id, code);
    if (!gebruiker.totpGeheim) throw codeOnjuist();
    const geheim = haalUit(DOEL, gebruiker.totpGeheim, gebruiker.id, this.settings.SESSION_SECRET);
    if (!geheim) throw appOnleesbaar();
    const stap = stapVanCode(geheim, code, this.clock.now());
    if (stap === undefined) throw codeOnjuist();
    if (stap <= Number(gebruiker.totpStap)) throw codeGebruikt();
    await m.update(Gebruiker, gebruiker.id, { totpStap: String(stap) });
    return 'app';
  }

  private async gebruikHerstelcode(
    m: EntityManager,
    gebruikerId: string,
    code: string,
  ): Promise<'herstelcode'> {
    const open = { gebruikerId, codeHash: hashVan(code), gebruiktOp: IsNull() };
    const { affected } = await m.update(Herstelcode, open, { gebruiktOp: this.clock.now() });
    if (affected !== 1) throw herstelcodeOnjuist();
    return 'herstelcode';
  }

  /** A step: new recovery codes in the place of the old ones. @returns them, for the only time that they are shown. */
  async maakHerstelcodes(m: EntityManager, gebruikerId: string): Promise<string[]> {
    const codes = Array.from({ length: HERSTELCODES }, nieuweHerstelcode);
    await m.delete(Herstelcode, { gebruikerId });
    await m.insert(
      Herstelcode,
      codes.map((code) => ({ gebruikerId, codeHash: hashVan(kaleCode(code)) })),
    );
    return codes;
  }

  /** A step: takes the app away. */
  async verwijderApp(m: EntityManager, gebruiker: Gebruiker): Promise<void> {
    if (!gebruiker.totpGeheim) throw tweedeStapOnbekend();
    await m.update(Gebruiker, gebruiker.id, { totpGeheim: null, totpSinds: null, totpStap: null });
  }

  /**
   * Counts before it compares; a code that was right is given back.
   * @throws TooManyRequests, or a refusal when from everywhere together too many codes were tried today.
   */
  bewaakCode<T>(poging: Codepoging, doe: () => Promise<T>): Promise<T> {
    return this.bewaak(poging.gebruikerId, () => this.tel(poging, doe));
  }

  private async tel<T>(
    { gebruikerId, code, herkomst, browser }: Codepoging,
    doe: () => Promise<T>,
  ): Promise<T> {
    const [limiet, sleutel] = browser
      ? [VAN_BROWSER, `${browser} ${gebruikerId}`]
      : [VAN_PAAR, `${herkomst} ${gebruikerId}`];
    await this.limiter.count(limiet, sleutel);
    const telt = !browser && isAppcode(code);
    if (telt && (await this.limiter.tally(CODES_OP_ACCOUNT, gebruikerId)).times > CODES_OP_ACCOUNT.keer)
      throw teVaak();
    const uitkomst = await doe();
    await this.limiter.giveBack(limiet, sleutel);
    if (telt) await this.limiter.giveBack(CODES_OP_ACCOUNT, gebruikerId);
    return uitkomst;
  }

  /** Records a refusal, after all else was undone. */
  async bewaak<T>(gebruikerId: string, doe: () => Promise<T>): Promise<T> {
    try {
      return await doe();
    } catch (error) {
      if (error instanceof DomainError) await this.inkijk.mislukteTweedeStap(gebruikerId, error.code);
      throw error;
    }
  }

  /**
   * Asks who is logged in for the own password again; one that was right is not counted.
   * @throws TooManyRequests in this session, or a refusal
   */
  async vraagWachtwoord(gebruikerId: string, sessiesleutel: string, wachtwoord: string): Promise<void> {
    await this.limiter.count(WACHTWOORD, sessiesleutel);
    if (!(await this.wachtwoorden.klopt(gebruikerId, wachtwoord))) throw wachtwoordOnjuist();
    await this.limiter.giveBack(WACHTWOORD, sessiesleutel);
  }
}
