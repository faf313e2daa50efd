import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Inkijk } from '../audit/inkijk.service.js';
import { textOf, type Typed } from '../platform/web/form-input.js';
import { Redirect, type Page } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { goed, probeer } from '../platform/web/refused-form.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { privacypaden } from './paden.js';
import { WissenService } from './wissen.service.js';
import { WissingScherm } from './wissing.scherm.js';

/** Erasing somebody: first what goes and what stays, then the act. Also for who phones, without a request. */
@ApiExcludeController()
@Mag('privacyverzoeken.behandelen')
@Controller('beheer/personen/:id/wissing')
export class WissingPagesController {
  constructor(
    private readonly scherm: WissingScherm,
    private readonly wissen: WissenService,
    private readonly inkijk: Inkijk,
  ) {}

  @Get()
  async voorbeeld(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    const page = await this.scherm.toon(id);
    await this.inkijk.persoon(wie, id);
    return page;
  }

  @Post()
  @HttpCode(200)
  wis(@Param('id', IdPipe) id: string, @Body() body: Typed, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    return probeer(
      async () => {
        await this.wissen.wis(wie, id, textOf(body.afmelden) === 'ja');
        return new Redirect(
          privacypaden.lijst,
          goed('De persoon is gewist. De uitkomst gaat per mail naar het laatste adres.'),
        );
      },
      (fouten) => this.scherm.toon(id, { fouten: onderVinkje(fouten) }),
    );
  }
}

/** What is refused for want of the tick stands with the tick. */
const onderVinkje = ({ _: melding, ...fouten }: Record<string, string>): Record<string, string> =>
  melding ? { ...fouten, afmelden: melding } : fouten;
