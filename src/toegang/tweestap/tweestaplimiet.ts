import { Injectable } from '@nestjs/common';
import { RateLimiter } from '../../platform/web/rate-limiter.js';
import { isAppcode } from './herstelcodes.rules.js';
import { teVaak } from './tweestap.errors.js';

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
 * Slows down who guesses codes. Only who knows the password comes this far; if that is somebody else, the owner still
 * gets in: in a browser that was in before, with a passkey, or with a recovery code. See docs/besluiten/015.
 */
@Injectable()
export class Tweestaplimiet {
  constructor(private readonly limiter: RateLimiter) {}

  /**
   * Counts before it compares; a code that was right is given back.
   * @throws TooManyRequests, or a refusal when from everywhere together too many codes were tried today.
   */
  async bewaak<T>({ gebruikerId, code, herkomst, browser }: Codepoging, doe: () => Promise<T>): Promise<T> {
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

  /** The own password, asked again in this session; one that was right is given back. @throws TooManyRequests */
  async bewaakWachtwoord(sessiesleutel: string, klopt: () => Promise<boolean>): Promise<boolean> {
    await this.limiter.count(WACHTWOORD, sessiesleutel);
    if (!(await klopt())) return false;
    await this.limiter.giveBack(WACHTWOORD, sessiesleutel);
    return true;
  }
}
