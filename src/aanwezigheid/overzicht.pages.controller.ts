import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { InzageService } from '../aanmeldingen/inzage.service.js';
import { BOM, csvLines } from '../platform/table/csv.js';
import { DomainError, InputError } from '../platform/errors/domain-error.js';
import { statusOfKind } from '../platform/web/errors.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { goed } from '../platform/web/refused-form.js';
import { checkOrThrow } from '../platform/web/validation.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { HaalInDto } from './aanwezigheid.dto.js';
import { InlopersService } from './inlopers.service.js';
import { type GeweigerdeInhaal, OverzichtScherm } from './overzicht.scherm.js';
import { aanwezigheidpaden } from './paden.js';

/** The tab Aanwezigheid of a cohort, and the screen on which somebody of it makes up. */
@ApiExcludeController()
@Mag('aanmeldingen.beheren')
@Controller('beheer')
export class OverzichtPagesController {
  constructor(
    private readonly scherm: OverzichtScherm,
    private readonly inlopers: InlopersService,
    private readonly inzage: InzageService,
  ) {}

  @Get('cohorten/:id/aanwezigheid')
  toon(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.toon(id);
  }

  @Get('cohorten/:id/aanwezigheid.csv')
  async csv(
    @Param('id', IdPipe) id: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { code, rijen } = await this.scherm.tabel(wie, id);
    const naam = `aanwezigheid-${code}`.toLowerCase().replace(/[^a-z0-9-]+/g, '-');
    void reply
      .type('text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="${naam}.csv"`)
      .header('cache-control', 'no-store');
    return Buffer.from(BOM + csvLines(rijen));
  }

  /** Somebody makes up for a bijeenkomst. */
  @Get('aanmeldingen/:id/inhalen')
  inhaalscherm(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.inhalen(wie, id);
  }

  @Post('aanmeldingen/:id/inhalen')
  @HttpCode(200)
  async haalIn(
    @Param('id', IdPipe) id: string,
    @Body() body: Record<string, unknown>,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    // Unlike `probeer` the status is that of the refusal, and a field that is missing has one sentence.
    try {
      const { haaltIn, bijeenkomst } = checkOrThrow(HaalInDto, body);
      await this.inlopers.haalIn(wie, bijeenkomst, id, haaltIn);
    } catch (fout) {
      return this.scherm.inhalen(wie, id, { waarden: body, ...geweigerd(fout) });
    }
    const { beeld } = await this.inzage.een(wie, id);
    const tekst = `${volledigeNaam(beeld)} heeft deze bijeenkomst ingehaald.`;
    return new Redirect(aanwezigheidpaden.cohort(beeld.cohortId), goed(tekst));
  }
}

function geweigerd(fout: unknown): Omit<GeweigerdeInhaal, 'waarden'> {
  if (fout instanceof InputError) {
    const fouten = fout.fouten.map(({ veld }) => [veld, 'Kies een bijeenkomst.']);
    return { fouten: Object.fromEntries(fouten) as Record<string, string>, status: 422 };
  }
  if (!(fout instanceof DomainError)) throw fout;
  return { fouten: { _: fout.melding }, status: statusOfKind[fout.kind] };
}
