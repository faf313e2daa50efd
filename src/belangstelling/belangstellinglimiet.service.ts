import { Injectable } from '@nestjs/common';
import type { Wie } from '../toegang/wie.js';
import { normaliseerEmail } from '../personen/personen.rules.js';
import { originOf } from '../platform/web/origin.js';
import { RateLimiter } from '../platform/web/rate-limiter.js';

/** A whole school, or all schools of a bestuur, may sit behind one address of the internet. */
const PER_HERKOMST = { naam: 'belangstelling-herkomst', keer: 600, seconden: 600 };
/** Of one origin, so that nobody can keep somebody else out by typing that address often. */
const PER_PAAR = { naam: 'belangstelling-paar', keer: 20, seconden: 3600 };

/** Keeps a script from filling lists or mailboxes; who is known to the academie is not limited. */
@Injectable()
export class BelangstellinglimietService {
  constructor(private readonly limiter: RateLimiter) {}

  /** @throws TooManyRequests */
  async tel(wie: Wie, ip: string, email: string): Promise<void> {
    if (wie.soort !== 'anoniem') return;
    const herkomst = originOf(ip);
    await this.limiter.count(PER_HERKOMST, herkomst);
    await this.limiter.count(PER_PAAR, `${herkomst} ${normaliseerEmail(email)}`);
  }
}
