import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Inkijk } from '../audit/inkijk.service.js';
import { inzagepaden } from '../inzage/paden.js';
import { asTyped, byField, pageNumberOf, type Typed } from '../platform/web/form-input.js';
import { type Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { goed, probeer, probeerOfMeld } from '../platform/web/refused-form.js';
import { check } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { BeperkingService } from './beperking.service.js';
import { privacypaden } from './paden.js';
import { WijsVerzoekAfDto } from './verzoek.dto.js';
import { VerzoekenQueries } from './verzoeken.queries.js';
import { VerzoekenScherm } from './verzoeken.scherm.js';
import { PrivacyverzoekenService } from './verzoeken.service.js';

/** The requests about privacy, each with its term; refusing one, and putting somebody's data out of use. */
@ApiExcludeController()
@Mag('privacyverzoeken.behandelen')
@Controller('beheer')
export class VerzoekenPagesController {
  constructor(
    private readonly scherm: VerzoekenScherm,
    private readonly queries: VerzoekenQueries,
    private readonly verzoeken: PrivacyverzoekenService,
    private readonly beperking: BeperkingService,
    private readonly inkijk: Inkijk,
  ) {}

  @Get('privacyverzoeken')
  lijst(@Query('pagina') pagina?: string): Promise<Page> {
    return this.scherm.lijst(pageNumberOf(pagina));
  }

  @Get('privacyverzoeken/:id')
  async een(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    const { persoonId } = await this.queries.een(id);
    if (persoonId) await this.inkijk.persoon(wie, persoonId);
    return this.scherm.een(id);
  }

  @Post('privacyverzoeken/:id/afwijzing')
  @HttpCode(200)
  wijsAf(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const waarden = { reden: asTyped(body.reden) };
    const opnieuw = (fouten: Record<string, string>) => this.scherm.een(id, { waarden, fouten });
    const { waarde, fouten } = check(WijsVerzoekAfDto, waarden);
    if (!waarde) return opnieuw(byField(fouten));
    return probeer(async () => {
      await this.verzoeken.wijsAf(wie, id, waarde.reden);
      return new Redirect(
        privacypaden.een(id),
        goed('Het verzoek is afgewezen. De reden gaat per mail mee.'),
      );
    }, opnieuw);
  }

  /** On request, or for who phones. */
  @Post('personen/:id/beperking')
  @HttpCode(200)
  beperk(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Redirect> {
    return probeerOfMeld(inzagepaden.persoon(id), async () => {
      await this.beperking.beperk(wie, id);
      return 'De gegevens staan op slot: we bewaren ze en gebruiken ze niet.';
    });
  }

  @Post('personen/:id/beperking/opheffing')
  @HttpCode(200)
  hefOp(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Redirect> {
    return probeerOfMeld(inzagepaden.persoon(id), async () => {
      await this.beperking.hefOp(wie, id);
      return 'Het slot is eraf: de gegevens worden weer gebruikt.';
    });
  }
}
