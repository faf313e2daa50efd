import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RateLimiter } from '../platform/web/rate-limiter.js';

const KWARTIER = 900;
const WACHTWOORD_PER_ADRES = { naam: 'wachtwoord-adres', keer: 10, seconden: KWARTIER };
const WACHTWOORD_PER_IP = { naam: 'wachtwoord-ip', keer: 100, seconden: KWARTIER };
const LINK_PER_ADRES = { naam: 'link-adres', keer: 5, seconden: KWARTIER };
const LINK_PER_IP = { naam: 'link-ip', keer: 100, seconden: KWARTIER };

/** Stands before the check of a password, so that guessing stops before it costs anything. */
@Injectable()
export class LogInLimiet implements CanActivate {
  constructor(private readonly limiter: RateLimiter) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Body?: { email?: unknown } }>>();
    await this.limiter.count(WACHTWOORD_PER_IP, request.ip);
    await this.limiter.count(WACHTWOORD_PER_ADRES, String(request.body?.email).trim().toLowerCase());
    return true;
  }

  async telLink(ip: string, email: string): Promise<void> {
    await this.limiter.count(LINK_PER_IP, ip);
    await this.limiter.count(LINK_PER_ADRES, email.toLowerCase());
  }
}
