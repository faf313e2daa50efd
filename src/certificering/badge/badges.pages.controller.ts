import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Settings } from '../../platform/config/settings.js';
import { Mag } from '../../toegang/rechten.js';
import { badgesleutelOnbekend, statuslijstOnbekend } from '../certificering.errors.js';
import { uitgever } from './badges.rules.js';
import { BadgesService, type Jwk } from './badges.service.js';

const IEDEREEN = '*';
/** A key never changes; whether a badge was withdrawn should be known soon. */
const DAG = 'public, max-age=86400';
const KORT = 'public, max-age=300';

/** Answers all that is needed to check a badge, without telling us whose badge it is. */
@ApiExcludeController()
@Mag('openbaar')
@Controller()
export class BadgesPagesController {
  constructor(
    private readonly badges: BadgesService,
    private readonly settings: Settings,
  ) {}

  @Get('certificaten/sleutels/:kid')
  @Header('access-control-allow-origin', IEDEREEN)
  @Header('cache-control', DAG)
  sleutel(@Param('kid') kid: string): Promise<Jwk> {
    if (!/^[\w-]{43}$/.test(kid)) throw badgesleutelOnbekend();
    return this.badges.publiekeSleutel(kid);
  }

  @Get('.well-known/jwks.json')
  @Header('access-control-allow-origin', IEDEREEN)
  @Header('cache-control', KORT)
  async jwks(): Promise<{ keys: Jwk[] }> {
    return { keys: await this.badges.publiekeSleutels() };
  }

  @Get('certificaten/uitgever')
  @Header('access-control-allow-origin', IEDEREEN)
  @Header('cache-control', DAG)
  uitgever(): object {
    return {
      '@context': 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      ...uitgever(this.settings.BASE_URL),
    };
  }

  @Get('certificaten/statuslijsten/:nummer')
  @Header('access-control-allow-origin', IEDEREEN)
  @Header('cache-control', KORT)
  @Header('content-type', 'application/vc+jwt')
  statuslijst(@Param('nummer') nummer: string): Promise<string> {
    if (!/^(0|[1-9]\d{0,3})$/.test(nummer)) throw statuslijstOnbekend();
    return this.badges.statuslijst(Number(nummer));
  }
}
