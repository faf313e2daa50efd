import { Injectable } from '@nestjs/common';
import type { Wie } from '../audit/wie.js';
import { normaliseerEmail } from '../personen/personen.rules.js';
import { RateLimiter } from '../platform/web/rate-limiter.js';

/** A whole school, or all schools of a bestuur, may sit behind one address of the internet. */
const PER_IP = { naam: 'belangstelling-ip', keer: 600, seconden: 600 };
const PER_ADRES = { naam: 'belangstelling-adres', keer: 20, seconden: 3600 };

/** Keeps a script from filling lists or mailboxes; who is known to the academie is not limited. */
@Injectable()
export class Belangstellinglimiet {
  constructor(private readonly limiter: RateLimiter) {}

  /** @throws TooManyRequests */
  async tel(wie: Wie, ip: string, email: string): Promise<void> {
    if (wie.soort !== 'anoniem') return;
    await this.limiter.count(PER_IP, ip);
    await this.limiter.count(PER_ADRES, normaliseerEmail(email));
  }
}
