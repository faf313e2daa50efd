import { Injectable } from '@nestjs/common';
import { originOf } from '../../platform/web/origin.js';
import { RateLimiter } from '../../platform/web/rate-limiter.js';

// A whole school may sit behind one address of the internet, so one visitor may do a lot. All visitors together are
// limited as well: somebody with many addresses gets no further.
const ONBEKEND = { naam: 'controle-onbekend', keer: 40, seconden: 600 };
const ONBEKEND_SAMEN = { naam: 'controle-onbekend-samen', keer: 2000, seconden: 600 };
const PROEF = { naam: 'controle-proef', keer: 40, seconden: 3600 };
const PROEF_NUMMER = { naam: 'controle-proef-nummer', keer: 60, seconden: 3600 };
const PROEF_SAMEN = { naam: 'controle-proef-samen', keer: 1000, seconden: 3600 };

/** Numbers follow on each other, so whoever knows one can try all: this keeps that slow, and of little use. */
@Injectable()
export class Controlelimiet {
  constructor(private readonly limiter: RateLimiter) {}

  /**
   * After a number that does not exist.
   * @throws TooManyRequests
   */
  async telOnbekend(ip: string): Promise<void> {
    await this.limiter.count(ONBEKEND, originOf(ip));
    await this.limiter.count(ONBEKEND_SAMEN, 'allen');
  }

  /**
   * Before a name is compared, also when it will turn out right: else the limit itself would tell. And after a wrong code:
   * a right one cannot be guessed, and in a full room everybody scans their own.
   * @throws TooManyRequests
   */
  async telProef(ip: string, nummer: string): Promise<void> {
    await this.limiter.count(PROEF, originOf(ip));
    await this.limiter.count(PROEF_NUMMER, nummer);
    await this.limiter.count(PROEF_SAMEN, 'allen');
  }
}
