import { aanmeldpaden } from '../aanmeldingen/paden.js';
import { portaalpaden } from '../deelnemerslijsten/paden.js';
import { inlogpaden } from '../inloggen/paden.js';
import { werklijstpaden } from '../werklijst/paden.js';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Clock } from '../platform/clock/clock.js';
import { contactOf, Settings } from '../platform/config/settings.js';
import { Page } from '../platform/web/page.js';
import { plural } from '../platform/web/template-helpers.js';
import { Mag } from './rechten.js';
/** The day these texts were last read against what the product does. */
const BIJGEWERKT = '2026-11-30';

/** The data that we keep, in the words of the person it is about, with the setting that says how long. */
const bewaard = [
  ['Hoe je meedeed: je aanmelding, je aanwezigheid en je resultaat', 'BEWAAR_DEELNAME'],
  ['Een aanmelding waarmee je geen plek kreeg, of die je annuleerde', 'BEWAAR_AFGEVALLEN'],
  ['Je naam bij een certificaat', 'BEWAAR_CERTIFICATEN'],
  ['De tekst van mails aan jou', 'BEWAAR_BERICHTEN'],
  ['Wat je antwoordde op een evaluatie', 'BEWAAR_EVALUATIES'],
  ['Dat je belangstelling had voor een opleiding', 'BEWAAR_BELANGSTELLING'],
  ['Wie je gegevens bekeek of ophaalde', 'BEWAAR_INZAGE'],
] as const;

const duur = (maanden: number): string =>
  maanden % 12 === 0 ? `${maanden / 12} jaar` : plural(maanden, 'maand', 'maanden');

const EEN_JAAR = 365 * 24 * 3_600_000;

/** What the law and good manners ask of a public site. */
@ApiExcludeController()
@Controller()
export class InformatiePagesController {
  constructor(
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  @Get('privacy')
  @Mag('openbaar')
  privacy(): Page {
    const bewaartermijnen = bewaard.map(([wat, termijn]) => ({ wat, hoelang: duur(this.settings[termijn]) }));
    return new Page(
      'informatie/privacy',
      { contact: this.contact(), bijgewerkt: BIJGEWERKT, bewaartermijnen },
      { titel: 'Privacy' },
    );
  }

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
