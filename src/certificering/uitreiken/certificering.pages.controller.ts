import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../../toegang/wie.js';
import { textOf, type Typed } from '../../platform/web/form-input.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { plural } from '../../platform/web/template-helpers.js';
import { checkOrThrow } from '../../platform/web/validation.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import { CertificeringDto, OordeelDto } from './certificering.dto.js';
import { Certificeringscherm } from './certificeringscherm.js';
import { OordeelService } from '../voorwaarden/oordeel.service.js';
import { UitreikenService } from './uitreiken.service.js';

const Leerjaar = () => Param('leerjaar', ParseIntPipe);

/** The tab Certificering of a cohort. */
@ApiExcludeController()
@Mag('certificaten.beheren')
@Controller('beheer/cohorten/:id/certificering')
export class CertificeringPagesController {
  constructor(
    private readonly scherm: Certificeringscherm,
    private readonly uitreiken: UitreikenService,
    private readonly oordelen: OordeelService,
  ) {}

  @Get()
  toon(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.toon(id);
  }

  @Post(':leerjaar/oordeel')
  @HttpCode(200)
  oordeel(
    @Param('id', IdPipe) id: string,
    @Leerjaar() leerjaar: number,
    @Body() waarden: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { aanmelding, besluit, reden } = waarden;
    const poging = { leerjaar, formulier: 'oordeel' as const, aanmelding: textOf(aanmelding), waarden };
    return this.scherm.probeer(id, poging, async () => {
      if (besluit === 'regel') {
        await this.oordelen.herstel(wie, id, leerjaar, textOf(aanmelding));
        return 'De regel geldt weer.';
      }
      const dto = checkOrThrow(OordeelDto, { aanmelding, besluit, reden });
      await this.oordelen.oordeel(wie, id, leerjaar, dto);
      return 'Je oordeel is bewaard.';
    });
  }

  @Post(':leerjaar/uitreiking')
  @HttpCode(200)
  reikUit(
    @Param('id', IdPipe) id: string,
    @Leerjaar() leerjaar: number,
    @Body() waarden: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { datum, plaats, bevestigd } = waarden;
    return this.scherm.probeer(id, { leerjaar, formulier: 'uitreiking', waarden }, async () => {
      const ja = bevestigd === 'ja' ? { bevestigd: true } : {};
      const aantal = await this.uitreiken.reikUit(
        wie,
        id,
        checkOrThrow(CertificeringDto, { leerjaar, datum, plaats, ...ja }),
      );
      if (aantal === 0) return 'Er was niets nieuws uit te reiken.';
      return `${plural(aantal, 'certificaat', 'certificaten')} uitgereikt. Iedereen krijgt een mail.`;
    });
  }
}
