import { Body, Controller, Get, HttpCode, Param, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { sendAsFile } from '../platform/web/attachment.js';
import type { Typed } from '../platform/web/form-input.js';
import type { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { probeerOfMeld } from '../platform/web/refused-form.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { NieuwsbriefService } from './nieuwsbrief.service.js';
import { toestemmingspaden } from './paden.js';
import { doelen, type Toestemmingsdoel } from './standen.js';
import { ToestemmingenScherm } from './toestemmingen.scherm.js';
import { ToestemmingenService } from './toestemmingen.service.js';

/** What people agree to: each for themselves, and the academie for who tells it. */
@ApiExcludeController()
@Controller()
export class ToestemmingenPagesController {
  constructor(
    private readonly scherm: ToestemmingenScherm,
    private readonly toestemmingen: ToestemmingenService,
    private readonly nieuwsbrief: NieuwsbriefService,
  ) {}

  @Get('mijn/gegevens/toestemmingen')
  @Mag('mijn.bekijken')
  mijn(@DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.mijn(deelnemerVan(wie).id);
  }

  @Post('mijn/gegevens/toestemmingen')
  @Mag('mijn.bekijken')
  @HttpCode(200)
  zet(@Body() body: Typed, @DezeWie() wie: Wie): Promise<Redirect> {
    return this.doe(wie, deelnemerVan(wie).id, body, toestemmingspaden.mijn);
  }

  @Get('beheer/personen/:id/toestemmingen')
  @Mag('personen.beheren')
  vanPersoon(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.vanPersoon(id);
  }

  @Post('beheer/personen/:id/toestemmingen')
  @Mag('personen.beheren')
  @HttpCode(200)
  zetVoor(@Param('id', IdPipe) id: string, @Body() body: Typed, @DezeWie() wie: Wie): Promise<Redirect> {
    return this.doe(wie, id, body, toestemmingspaden.persoon(id));
  }

  @Get('beheer/nieuwsbrief.csv')
  @Mag('personen.beheren')
  async adressen(
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const csv = await this.nieuwsbrief.adressen(wie);
    sendAsFile(reply, 'nieuwsbrief.csv', 'text/csv; charset=utf-8');
    return new StreamableFile(Buffer.from(csv));
  }

  private doe(wie: Wie, persoonId: string, { doel, aan }: Typed, terug: string): Promise<Redirect> {
    return probeerOfMeld(terug, async () => {
      const gekozen = doelVan(doel);
      if (!gekozen || (aan !== 'ja' && aan !== 'nee')) return 'Er is niets veranderd.';
      await this.toestemmingen.zet(wie, persoonId, gekozen, aan === 'ja');
      return 'Bewaard.';
    });
  }
}

/** The right `mijn.bekijken` is for who is a persoon. */
function deelnemerVan(wie: Wie): Wie & { soort: 'persoon' } {
  if (wie.soort !== 'persoon') throw new Error('Somebody who is no persoon got to the own toestemmingen');
  return wie;
}

const doelVan = (waarde: unknown): Toestemmingsdoel | undefined => doelen.find((doel) => doel === waarde);
