import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Inkijk } from '../audit/inkijk.service.js';
import { sendAsFile } from '../platform/web/attachment.js';
import { Redirect, type Page } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { bestandVan } from './gegevens.dto.js';
import { GegevensQueries } from './gegevens.queries.js';
import { GegevensScherm } from './gegevens.scherm.js';
import { inzagepaden } from './paden.js';

/** What we hold of somebody who phones or writes, for who helps them. That they looked is on record. */
@ApiExcludeController()
@Mag('personen.inzien')
@Controller('beheer/personen')
export class PersoonsinzagePagesController {
  constructor(
    private readonly scherm: GegevensScherm,
    private readonly queries: GegevensQueries,
    private readonly inkijk: Inkijk,
  ) {}

  @Get(':id/gegevens')
  async toon(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const persoon = await this.queries.persoon(id);
    if (persoon.id !== id) return new Redirect(inzagepaden.persoon(persoon.id));
    await this.inkijk.dossier(wie, id, false);
    return this.scherm.persoon(id, wie);
  }

  @Get(':id/gegevens.json')
  async bestand(
    @Param('id', IdPipe) gevraagd: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { id } = await this.queries.persoon(gevraagd);
    await this.inkijk.dossier(wie, id, true);
    sendAsFile(reply, 'gegevens.json', 'application/json; charset=utf-8');
    return bestandVan(await this.queries.verzamel(id));
  }
}
