import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Inkijk } from '../audit/inkijk.service.js';
import { sendAsFile } from '../platform/web/attachment.js';
import type { Page } from '../platform/web/page.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { bestandVan } from './gegevens.dto.js';
import { GegevensQueries } from './gegevens.queries.js';
import { GegevensScherm } from './gegevens.scherm.js';

/** Everything that we hold of the one who is logged in: to read, and to take along. */
@ApiExcludeController()
@Mag('mijn.bekijken')
@Controller('mijn')
export class MijnGegevensPagesController {
  constructor(
    private readonly scherm: GegevensScherm,
    private readonly queries: GegevensQueries,
    private readonly inkijk: Inkijk,
  ) {}

  @Get('gegevens')
  toon(@DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.mijn(deelnemerVan(wie).id);
  }

  @Get('gegevens.json')
  async bestand(@DezeWie() wie: Wie, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { id } = deelnemerVan(wie);
    await this.inkijk.dossier(wie, id, true);
    sendAsFile(reply, 'mijn gegevens.json', 'application/json; charset=utf-8');
    return bestandVan(await this.queries.verzamel(id));
  }
}

/** The right `mijn.bekijken` is for who is a persoon. */
export function deelnemerVan(wie: Wie): Wie & { soort: 'persoon' } {
  if (wie.soort !== 'persoon') throw new Error('Somebody who is no persoon got to the own gegevens');
  return wie;
}
