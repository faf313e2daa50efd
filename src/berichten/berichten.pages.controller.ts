import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { byField } from '../platform/web/form-input.js';
import { goed } from '../platform/web/refused-form.js';
import { Page, Redirect } from '../platform/web/page.js';
import { check } from '../platform/web/validation.js';
import { DezeWie, mag, Mag } from '../toegang/rechten.js';
import { BerichtenPaginaQuery, NieuweStilstandDto } from './berichten.dto.js';
import { alsMailvenster, BerichtenScherm, mailstopbalk } from './berichten.scherm.js';
import { berichtpaden } from './paden.js';
import { Verzendrij } from './verzendrij.service.js';
import type { FastifyReply } from 'fastify';
import { Inkijk } from '../audit/inkijk.service.js';
import { IdPipe } from '../platform/web/params.js';
import { BerichtenQueries } from './berichten.queries.js';
import { werklijstpaden } from '../werklijst/paden.js';
import { HerverzendenService } from './herverzenden.service.js';

/** The outbox. */
@ApiExcludeController()
@Mag('berichten.bekijken')
@Controller('beheer/berichten')
export class BerichtenPagesController {
  constructor(
    private readonly scherm: BerichtenScherm,
    private readonly queries: BerichtenQueries,
    private readonly herverzenden: HerverzendenService,
    private readonly rij: Verzendrij,
    private readonly inkijk: Inkijk,
  ) {}

  /** The switch that stops all mail, also for who may not read mail. */
  @Mag('berichten.stoppen')
  @Get('stilstand')
  vraag(@DezeWie() wie: Wie): Promise<Page> {
    return this.toon(wie, 200, '');
  }

  @Mag('berichten.stoppen')
  @Post('stilstand')
  @HttpCode(200)
  async stop(@Body() body: Record<string, unknown>, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const reden = typeof body.reden === 'string' ? body.reden : '';
    const { waarde, fouten } = check(NieuweStilstandDto, { reden });
    if (!waarde) return this.toon(wie, 422, reden, byField(fouten));
    await this.rij.stop(wie, waarde.reden);
    return new Redirect(terug(wie), goed('Alle mail staat stil.'));
  }

  @Mag('berichten.stoppen')
  @Post('hervatting')
  async hervat(@DezeWie() wie: Wie): Promise<Redirect> {
    await this.rij.hervat(wie);
    return new Redirect(terug(wie), goed('De mail gaat weer.'));
  }

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

  private async toon(
    wie: Wie,
    status: number,
    reden: string,
    fouten: Record<string, string> = {},
  ): Promise<Page> {
    const stop = await this.rij.stilstand();
    const kruimels = mag(wie, 'berichten.bekijken') ? [{ tekst: 'Berichten', href: berichtpaden.lijst }] : [];
    const mailstop = stop && mailstopbalk(stop, wie);
    const context = { kruimels, pad: berichtpaden.stilstand, mailstop, waarden: { reden }, fouten };
    return new Page('berichten/stilstand', context, { titel: 'Alle mail stilzetten', status });
  }
}

const terug = (wie: Wie): string =>
  mag(wie, 'berichten.bekijken') ? berichtpaden.lijst : berichtpaden.stilstand;
