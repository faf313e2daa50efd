import { Injectable } from '@nestjs/common';
import { originOf } from '../platform/web/origin.js';
import { RateLimiter } from '../platform/web/rate-limiter.js';

/** A whole team may fill it in at the end of a bijeenkomst, behind one address of the internet. */
const PER_IP = { naam: 'evaluatie-ip', keer: 600, seconden: 600 };

/** Keeps a script from trying links. Counted by address only: a link that is counted would be one more trace. */
@Injectable()
export class Antwoordlimiet {
  constructor(private readonly limiter: RateLimiter) {}

  /** @throws TooManyRequests */
  async tel(ip: string): Promise<void> {
    await this.limiter.count(PER_IP, originOf(ip));
  }
}
