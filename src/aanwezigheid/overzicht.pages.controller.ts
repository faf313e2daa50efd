import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { BOM, csvLines } from '../platform/csv.js';
import { Page } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { OverzichtScherm } from './overzicht.scherm.js';

/** The tab Aanwezigheid of a cohort. */
@ApiExcludeController()
@Mag('aanmeldingen.beheren')
@Controller('beheer/cohorten/:id')
export class OverzichtPagesController {
  constructor(private readonly scherm: OverzichtScherm) {}

  @Get('aanwezigheid')
  toon(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.toon(id);
  }

  @Get('aanwezigheid.csv')
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
}
