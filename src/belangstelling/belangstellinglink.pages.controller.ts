import { aanmeldpaden } from '../aanmeldingen/paden.js';
import { cohortpaden } from '../cohorten/paden.js';
import { probeerOfMeld } from '../platform/web/refused-form.js';
import { belangstellingpaden } from './paden.js';
import { Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { Page, type Redirect } from '../platform/web/page.js';
import { belangstellingOnbekend } from './belangstelling.errors.js';
import { BelangstellingQueries, type BelangstellingBeeld } from './belangstelling.queries.js';
import { standVan } from './belangstelling.rules.js';
import { BelangstellingService } from './belangstelling.service.js';
import { Mag } from '../toegang/rechten.js';

/** The page behind the link in the mail. Who has the link is the one who left interest; opening it changes nothing. */
@ApiExcludeController()
@Controller('belangstelling/:token')
export class BelangstellinglinkPagesController {
  constructor(
    private readonly queries: BelangstellingQueries,
    private readonly belangstelling: BelangstellingService,
  ) {}

  @Get()
  @Mag('openbaar')
  @Header('x-robots-tag', 'noindex')
  async toon(@Param('token') token: string): Promise<Page> {
    const b = await this.vind(token);
    const stand = standVan(b);
    const open = stand === 'onbevestigd' || stand === 'bevestigd';
    const kanAanmelden = b.cohortstatus === 'open' || b.cohortstatus === 'bevestigd';
    const context = {
      voornaam: b.voornaam,
      email: b.email,
      opleiding: { naam: b.opleiding, href: cohortpaden.opleiding(b.opleidingCode) },
      cohort: b.cohort && { naam: b.cohort },
      stand,
      gemeldOp: b.gemeldOp,
      gaatNietDoor: b.cohortstatus === 'geannuleerd',
      aanmeldHref: kanAanmelden && b.cohortId ? aanmeldpaden.aanmelden(b.cohortId) : null,
      acties: {
        bevestig: stand === 'onbevestigd' ? belangstellingpaden.bevestiging(token) : null,
        trekIn: open ? belangstellingpaden.intrekking(token) : null,
      },
    };
    return new Page('belangstelling/belangstelling', context, { titel: `Belangstelling: ${b.opleiding}` });
  }

  @Post('bevestiging')
  @Mag('openbaar')
  @HttpCode(200)
  bevestig(@Param('token') token: string): Promise<Redirect> {
    return this.doe(token, 'Je belangstelling is bevestigd.', (wie) =>
      this.belangstelling.bevestig(token, wie),
    );
  }

  @Post('intrekking')
  @Mag('openbaar')
  @HttpCode(200)
  trekIn(@Param('token') token: string): Promise<Redirect> {
    return this.doe(token, 'Je belangstelling is ingetrokken.', (wie) =>
      this.belangstelling.trekIn(token, wie),
    );
  }

  private async doe(token: string, gelukt: string, daad: (wie: Wie) => Promise<void>): Promise<Redirect> {
    const { persoonId: id, voornaam: naam, email } = await this.vind(token);
    return probeerOfMeld(belangstellingpaden.een(token), async () => {
      await daad({ soort: 'persoon', id, naam, email });
      return gelukt;
    });
  }

  private async vind(token: string): Promise<BelangstellingBeeld> {
    const b = await this.queries.metToken(token);
    if (!b) throw belangstellingOnbekend();
    return b;
  }
}
