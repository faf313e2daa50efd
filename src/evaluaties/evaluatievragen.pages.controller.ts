import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { byField, textOf, type Typed } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { goed, probeer } from '../platform/web/refused-form.js';
import { check } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { NieuweVraagDto } from './evaluaties.dto.js';
import { EvaluatievragenScherm } from './evaluatievragen.scherm.js';
import { EvaluatievragenService } from './evaluatievragen.service.js';
import { evaluatiepaden } from './paden.js';

/** The coördinator decides what an opleiding asks besides the standard questions, and sees what it looks like. */
@ApiExcludeController()
@Mag('evaluaties.beheren')
@Controller('beheer/opleidingen/:code/evaluatievragen')
export class EvaluatievragenPagesController {
  constructor(
    private readonly vragen: EvaluatievragenService,
    private readonly scherm: EvaluatievragenScherm,
  ) {}

  @Get()
  toon(@Param('code') code: string): Promise<Page> {
    return this.scherm.toon(code);
  }

  @Get('voorbeeld')
  voorbeeld(@Param('code') code: string): Promise<Page> {
    return this.scherm.voorbeeld(code);
  }

  @Post()
  @HttpCode(200)
  async voegToe(
    @Param('code') code: string,
    @Body() getypt: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { waarde, fouten } = check(NieuweVraagDto, { soort: getypt.soort, tekst: getypt.tekst });
    if (!waarde) return this.scherm.toon(code, { waarden: getypt, fouten: byField(fouten) });
    return probeer(
      async () => {
        await this.vragen.voegToe(wie, code, waarde);
        return new Redirect(naar(code), goed('De vraag staat erbij.'));
      },
      (geweigerd) => this.scherm.toon(code, { waarden: getypt, fouten: geweigerd }),
      'tekst',
    );
  }

  @Post(':id/verplaatsing')
  @HttpCode(200)
  async verplaats(
    @Param('code') code: string,
    @Param('id', IdPipe) id: string,
    @Body() getypt: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Redirect> {
    const plaats = Number(textOf(getypt.plaats));
    await this.vragen.verplaats(wie, code, id, Number.isInteger(plaats) && plaats > 0 ? plaats : 1);
    return new Redirect(naar(code), goed('De volgorde is veranderd.'));
  }

  @Post(':id/verval')
  @HttpCode(200)
  async laatVervallen(
    @Param('code') code: string,
    @Param('id', IdPipe) id: string,
    @DezeWie() wie: Wie,
  ): Promise<Redirect> {
    await this.vragen.laatVervallen(wie, code, id);
    const tekst = 'De vraag wordt niet meer gesteld. Wat er al op is geantwoord, blijft bewaard.';
    return new Redirect(naar(code), goed(tekst));
  }
}

const naar = (code: string): string => evaluatiepaden.vragen(code.toUpperCase());
