import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Inkijk } from '../audit/inkijk.service.js';
import type { Wie } from '../toegang/wie.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { BerichtenPaginaQuery } from './berichten.dto.js';
import { BerichtenQueries } from './berichten.queries.js';
import { alsMailvenster, BerichtenScherm } from './berichten.scherm.js';
import { werklijstpaden } from '../werklijst/paden.js';
import { berichtpaden } from './paden.js';
import { goed } from '../platform/web/refused-form.js';
import { HerverzendenService } from './herverzenden.service.js';

@ApiExcludeController()
@Mag('berichten.bekijken')
@Controller('beheer/berichten')
export class BerichtenPagesController {
  constructor(
    private readonly scherm: BerichtenScherm,
    private readonly queries: BerichtenQueries,
    private readonly herverzenden: HerverzendenService,
    private readonly inkijk: Inkijk,
  ) {}

  @Get()
  lijst(@Query() query: BerichtenPaginaQuery, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.lijst(query, wie);
  }

  @Get(':id')
  een(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.een(id, wie);
  }

  /** The body alone, for the frame in which it is shown. */
  @Get(':id/html')
  async html(
    @Param('id', IdPipe) id: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { html } = await this.queries.vind(id);
    await this.inkijk.bericht(wie, id);
    return alsMailvenster(reply, html);
  }

  @Mag('berichten.herverzenden')
  @Post(':id/herverzending')
  async herverzend(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Redirect> {
    const nieuw = await this.herverzenden.herverzend(wie, id);
    return new Redirect(berichtpaden.een(nieuw.id), goed('Het bericht staat klaar en gaat opnieuw weg.'));
  }

  @Mag('berichten.herverzenden')
  @Post(':id/loslating')
  async laatRusten(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Redirect> {
    await this.herverzenden.laatRusten(wie, id);
    return new Redirect(
      werklijstpaden.vandaag,
      goed('De mail staat niet meer bij wat je moet doen. Je vindt hem nog bij Berichten.'),
    );
  }
}
