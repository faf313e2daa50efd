import { Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { Settings } from '../config/settings.js';
import { TooManyRequests } from './errors.js';
import ipaddr from 'ipaddr.js';

export interface Limit {
  naam: string;
  /** How many times within `seconden`. */
  keer: number;
  seconden: number;
}

/** Counts in PostgreSQL, so that all processes together keep one limit. Keys are stored hashed, with a secret. */
@Injectable()
export class RateLimiter {
  private readonly limiters = new Map<string, RateLimiterPostgres>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
  ) {}

  /** @throws TooManyRequests when `wie` has used up the limit. */
  async count(limit: Limit, wie: string): Promise<void> {
    const { times, retryAfter } = await this.tally(limit, wie);
    if (times > limit.keer) throw new TooManyRequests(retryAfter);
  }

  /**
   * Counts once more and refuses nothing.
   * @returns how often it was within the time of the limit, 0 when limits are off, and the seconds until it ends.
   */
  async tally(limit: Limit, wie: string): Promise<{ times: number; retryAfter: number }> {
    if (!this.settings.RATE_LIMIT) return { times: 0, retryAfter: 0 };
    const { consumedPoints, msBeforeNext } = await this.consume(limit, wie);
    return { times: consumedPoints, retryAfter: Math.ceil(msBeforeNext / 1000) };
  }

  /** Takes the last count back: it turns out not to be limited. */
  async giveBack(limit: Limit, wie: string): Promise<void> {
    if (this.settings.RATE_LIMIT) await this.limiterFor(limit).reward(this.keyOf(wie));
  }

  private async consume(limit: Limit, wie: string): Promise<RateLimiterRes> {
    try {
      return await this.limiterFor(limit).consume(this.keyOf(wie));
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return refusal;
      throw refusal;
    }
  }

  /** With our secret, so that nobody who reads the table finds an address by hashing all there are. */
  private keyOf(wie: string): string {
    return createHmac('sha256', this.settings.SESSION_SECRET).update(`limit:${wie}`).digest('base64url');
  }

  private limiterFor(limit: Limit): RateLimiterPostgres {
    const known = this.limiters.get(limit.naam);
    if (known) return known;
    const limiter = new RateLimiterPostgres({
      storeClient: this.dataSource,
      storeType: 'typeorm',
      tableName: 'limiet',
      tableCreated: true,
      keyPrefix: limit.naam,
      points: limit.keer,
      duration: limit.seconden,
      clearExpiredByTimeout: false,
    });
    this.limiters.set(limit.naam, limiter);
    return limiter;
  }
}

/** A customer of a provider gets at least this many bits of IPv6 to himself, and may change the rest with each request. */
const IPV6_NETWORK_BYTES = 8;

/**
 * The origin of a request, as far as somebody can be held to it: an address of IPv4, or the /64 of an address of
 * IPv6. What is no address stays as it is.
 */
export function originOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  if (address.kind() === 'ipv4') return address.toString();
  return Buffer.from(address.toByteArray().slice(0, IPV6_NETWORK_BYTES)).toString('hex');
}
