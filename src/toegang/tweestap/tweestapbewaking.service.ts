import { Injectable } from '@nestjs/common';
import { Inkijk } from '../../audit/inkijk.service.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { RateLimiter } from '../../platform/web/rate-limiter.js';
import { Wachtwoorden } from '../wachtwoorden.service.js';
import { isAppcode } from './tweestap.rules.js';
import { teVaak, wachtwoordOnjuist } from './tweestap.errors.js';

const KWARTIER = 900;
const DAG = 86_400;
const VAN_BROWSER = { naam: 'tweestap-browser', keer: 10, seconden: KWARTIER };
const VAN_PAAR = { naam: 'tweestap-paar', keer: 10, seconden: KWARTIER };
/** Six digits can be guessed: of a million there are three that work. So a day gives few tries, from everywhere together. */
const CODES_OP_ACCOUNT = { naam: 'tweestap-account', keer: 30, seconden: DAG };
const WACHTWOORD = { naam: 'account-wachtwoord', keer: 10, seconden: KWARTIER };

export interface Codepoging {
  gebruikerId: string;
  /** As typed, without what makes no difference. */
  code: string;
  /** Where the request comes from, see `originOf`. */
  herkomst: string;
  /** The browser, when the second step was taken in it before. */
  browser: string | null;
}

/**
 * Slows down who guesses codes, and records what was refused. Only who knows the password comes this far; if that is somebody else, the owner still
 * gets in: in a browser that was in before, with a passkey, or with a recovery code. See docs/besluiten/015.
 */
@Injectable()
export class Tweestapbewaking {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly inkijk: Inkijk,
    private readonly wachtwoorden: Wachtwoorden,
  ) {}

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
