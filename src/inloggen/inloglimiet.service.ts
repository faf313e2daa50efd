import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { TooManyRequests } from '../platform/web/errors.js';
import { RateLimiter, type Limit } from '../platform/web/rate-limiter.js';

/** Tries that one address may take in a quarter of an hour before each next one waits. */
const ZONDER_WACHTEN = 10;
const WACHT_PER_POGING = 100;
/** However many guess, whoever knows the password is in within this time. */
const LANGSTE_WACHT = 2000;

/** Tries on one address, from everywhere together, from which it looks as if many guess at once. */
const WORDT_GERADEN = 50;
const KEER_PER_HERKOMST = 10;
const KEER_ALS_GERADEN_WORDT = 3;

/** Milliseconds that a try waits. @param pogingen on this address within the quarter, this one included. */
export const wachttijd = (pogingen: number): number =>
  Math.min(Math.max(pogingen - ZONDER_WACHTEN, 0) * WACHT_PER_POGING, LANGSTE_WACHT);

/** How often one origin may try one address in a quarter. @param pogingen on this address, from everywhere together. */
export const keerPerHerkomst = (pogingen: number): number =>
  pogingen > WORDT_GERADEN ? KEER_ALS_GERADEN_WORDT : KEER_PER_HERKOMST;

const KWARTIER = 900;
const VAN_BROWSER = { naam: 'wachtwoord-browser', keer: 10, seconden: KWARTIER };
const VAN_HERKOMST = { naam: 'wachtwoord-herkomst', keer: 100, seconden: KWARTIER };
const VAN_PAAR = { naam: 'wachtwoord-paar', keer: keerPerHerkomst(0), seconden: KWARTIER };
/** Refuses nothing: it only counts. */
const OP_ADRES = { naam: 'wachtwoord-op-adres', keer: 0, seconden: KWARTIER };
const LINK_VAN_HERKOMST = { naam: 'link-herkomst', keer: 100, seconden: KWARTIER };
const LINK_VAN_PAAR = { naam: 'link-paar', keer: 5, seconden: KWARTIER };
const LINK_NAAR_POSTBUS = { naam: 'link-postbus', keer: 5, seconden: KWARTIER };

/** A whole school behind one address may log in at once. */
const ACCOUNT_VAN_HERKOMST = { naam: 'oidc-herkomst', keer: 500, seconden: KWARTIER };

/** Somebody says to be whoever has this address. */
export interface Inlogpoging {
  /** In lower case, without space around it. */
  adres: string;
  /** Where the request comes from, see `originOf`. */
  herkomst: string;
  /** The browser, when this address was logged in with in it before. */
  browser: string | null;
}

type Geteld = [limiet: Limit, sleutel: string];

/**
 * Slows down who guesses, and closes the door to nobody else: what others do from elsewhere makes the owner wait for
 * seconds at most, and in a browser that was in before not at all. See docs/besluiten/014-slow-down-who-guesses.md.
 */
@Injectable()
export class LogInLimiet {
  constructor(private readonly limiter: RateLimiter) {}

  /**
   * Counts before it compares, so that guessing at once from many connections is counted as well; a password that was
   * right is given back.
   * @throws TooManyRequests
   */
  async bewaak<T>(poging: Inlogpoging, vergelijk: () => Promise<T | undefined>): Promise<T | undefined> {
    const geteld = poging.browser ? await this.telBrowser(poging) : await this.telOnbekende(poging);
    const gevonden = await vergelijk();
    if (gevonden !== undefined)
      for (const [limiet, sleutel] of geteld) await this.limiter.giveBack(limiet, sleutel);
    return gevonden;
  }

  private async telBrowser({ adres, browser }: Inlogpoging): Promise<Geteld[]> {
    const sleutel = `${browser} ${adres}`;
    await this.limiter.count(VAN_BROWSER, sleutel);
    return [[VAN_BROWSER, sleutel]];
  }

  /** A refused try does not count for the address, or one origin alone could make everybody wait. */
  private async telOnbekende({ adres, herkomst }: Inlogpoging): Promise<Geteld[]> {
    const paar = `${herkomst} ${adres}`;
    await this.limiter.count(VAN_HERKOMST, herkomst);
    const { times, retryAfter } = await this.limiter.tally(VAN_PAAR, paar);
    if (times > VAN_PAAR.keer) throw new TooManyRequests(retryAfter);
    const { times: samen } = await this.limiter.tally(OP_ADRES, adres);
    if (times > keerPerHerkomst(samen)) throw new TooManyRequests(retryAfter);
    await pause(wachttijd(samen));
    return [
      [VAN_HERKOMST, herkomst],
      [VAN_PAAR, paar],
      [OP_ADRES, adres],
    ];
  }

  /** @throws TooManyRequests */
  async telLink(herkomst: string, adres: string): Promise<void> {
    await this.limiter.count(LINK_VAN_HERKOMST, herkomst);
    await this.limiter.count(LINK_VAN_PAAR, `${herkomst} ${adres}`);
  }

  /** Somebody comes back from the provider of OpenID Connect. @throws TooManyRequests */
  telAccount(herkomst: string): Promise<void> {
    return this.limiter.count(ACCOUNT_VAN_HERKOMST, herkomst);
  }

  /** Whether one more link may go to this mailbox; when not, those of this quarter still work. */
  async magNaarPostbus(adres: string): Promise<boolean> {
    return (await this.limiter.tally(LINK_NAAR_POSTBUS, adres)).times <= LINK_NAAR_POSTBUS.keer;
  }
}
