import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Wie } from '../toegang/wie.js';
import { BOM, csvLines } from '../platform/csv.js';
import { Page } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { inFull } from '../platform/web/template-helpers.js';
import { overzichtbeeld } from './overzichtbeeld.js';
import { OverzichtService } from './overzicht.service.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

/** The tab Aanwezigheid of a cohort. */
@ApiExcludeController()
@Mag('aanmeldingen.beheren')
@Controller('beheer/cohorten/:id')
export class OverzichtPagesController {
  constructor(private readonly overzicht: OverzichtService) {}

  @Get('aanwezigheid')
  async toon(@Param('id', IdPipe) id: string): Promise<Page> {
    const overzicht = await this.overzicht.van(id);
    const { opleiding, naam } = overzicht.cohort;
    const titel = `Aanwezigheid: ${inFull(opleiding, naam)}`;
    return new Page('aanwezigheid/overzicht', overzichtbeeld(overzicht), { titel });
  }

  @Get('aanwezigheid.csv')
  async csv(
    @Param('id', IdPipe) id: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { code, rijen } = await this.overzicht.tabel(wie, id);
    const naam = `aanwezigheid-${code}`.toLowerCase().replace(/[^a-z0-9-]+/g, '-');
    void reply
      .type('text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="${naam}.csv"`)
      .header('cache-control', 'no-store');
    return Buffer.from(BOM + csvLines(rijen));
  }
}
