import { aanmeldpaden } from '../aanmeldingen/paden.js';
import { portaalpaden } from '../deelnemerslijsten/paden.js';
import { inlogpaden } from '../inloggen/paden.js';
import { werklijstpaden } from '../werklijst/paden.js';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Clock } from '../platform/clock/clock.js';
import { contactOf, Settings } from '../platform/config/settings.js';
import { Page } from '../platform/web/page.js';
import { Mag } from './rechten.js';
/** The day these texts were last read against what the product does. */
const BIJGEWERKT = '2026-11-30';

const EEN_JAAR = 365 * 24 * 3_600_000;

/** What the law and good manners ask of a public site. */
@ApiExcludeController()
@Controller()
export class InformatiePagesController {
  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  @Get('toegankelijkheid')
  @Mag('openbaar')
  toegankelijkheid(): Page {
    return new Page(
      'informatie/toegankelijkheid',
      { contact: this.contact(), bijgewerkt: BIJGEWERKT },
      { titel: 'Toegankelijkheid' },
    );
  }

  /** RFC 9116. */
  @Get('.well-known/security.txt')
  @Mag('openbaar')
  @Header('content-type', 'text/plain; charset=utf-8')
  security(): string {
    const expires = new Date(this.clock.now().getTime() + EEN_JAAR).toISOString();
    return `Contact: mailto:${this.contact()}\nExpires: ${expires}\nPreferred-Languages: nl, en\n`;
  }

  @Get('robots.txt')
  @Mag('openbaar')
  @Header('content-type', 'text/plain; charset=utf-8')
  robots(): string {
    const dicht = [
      aanmeldpaden.een(''),
      werklijstpaden.vandaag,
      portaalpaden.bestuur,
      inlogpaden.inloggen,
      aanmeldpaden.mijn,
      portaalpaden.trainer,
    ];
    const regels = dicht.map((pad) => `Disallow: ${pad}\n`).join('');
    return `User-agent: *\n${regels}Sitemap: ${this.settings.BASE_URL}/sitemap.xml\n`;
  }

  private contact(): string {
    return contactOf(this.settings);
  }
}
