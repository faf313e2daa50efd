import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { opleidingkop } from '../opleidingen/opleidingkop.js';
import { Opleidingscherm } from '../opleidingen/opleidingscherm.js';
import { Clock } from '../platform/clock/clock.js';
import { addDays, dateOf, momentAt } from '../platform/clock/dates.js';
import { byField, refusalByField, textOf, type Typed } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { check } from '../platform/web/validation.js';
import { NieuweVraagDto } from './evaluaties.dto.js';
import { EvaluatievragenService } from './evaluatievragen.service.js';
import { formulierbeeld } from './formulierbeeld.js';
import { vragenbeeld } from './evaluatievragenbeeld.js';
import { vragenlijst } from './vragenlijst.rules.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

/** The coördinator decides what an opleiding asks besides the standard questions, and sees what it looks like. */
@ApiExcludeController()
@Mag('evaluaties.beheren')
@Controller('beheer/opleidingen/:code/evaluatievragen')
export class EvaluatievragenPagesController {
  constructor(
    private readonly vragen: EvaluatievragenService,
    private readonly scherm: Opleidingscherm,
    private readonly clock: Clock,
  ) {}

  @Get()
  toon(@Param('code') code: string): Promise<Page> {
    return this.pagina(code);
  }

  @Get('voorbeeld')
  async voorbeeld(@Param('code') code: string): Promise<Page> {
    const opleiding = await this.scherm.vind(code);
    const eigen = await this.vragen.van(code);
    const formulier = {
      soort: 'evaluatie' as const,
      opleiding: opleiding.naam,
      cohort: 'Voorbeeld',
      vragen: vragenlijst('evaluatie', eigen),
      sluitOp: momentAt(addDays(dateOf(this.clock.now()), 31)),
      stand: 'open' as const,
    };
    const context = formulierbeeld(formulier, { actie: null, terug: pad(opleiding.code) });
    return new Page('evaluaties/formulier', context, { titel: `Voorbeeld: ${opleiding.naam}` });
  }

  @Post()
  @HttpCode(200)
  async voegToe(
    @Param('code') code: string,
    @Body() getypt: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const { waarde, fouten } = check(NieuweVraagDto, { soort: getypt.soort, tekst: getypt.tekst });
    if (!waarde) return this.pagina(code, getypt, byField(fouten));
    try {
      await this.vragen.voegToe(wie, code, waarde);
    } catch (fout) {
      return this.pagina(code, getypt, refusalByField(fout, 'tekst'));
    }
    return new Redirect(pad(code), { soort: 'goed', tekst: 'De vraag staat erbij.' });
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
    return new Redirect(pad(code), { soort: 'goed', tekst: 'De volgorde is veranderd.' });
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
    return new Redirect(pad(code), { soort: 'goed', tekst });
  }

  private async pagina(code: string, getypt: Typed = {}, fouten?: Record<string, string>): Promise<Page> {
    const opleiding = await this.scherm.vind(code);
    const context = {
      ...opleidingkop(opleiding, 'evaluatievragen'),
      ...vragenbeeld(pad(opleiding.code), await this.vragen.van(code)),
      waarden: { soort: textOf(getypt.soort) || 'schaal', tekst: textOf(getypt.tekst) },
      fouten,
    };
    const titel = `${fouten ? 'Fout: ' : ''}Evaluatie: ${opleiding.naam}`;
    return new Page('evaluaties/vragen', context, { titel, status: fouten ? 422 : 200 });
  }
}

const pad = (code: string): string => `/beheer/opleidingen/${code.toUpperCase()}/evaluatievragen`;
