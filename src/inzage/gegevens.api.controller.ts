import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Inkijk } from '../audit/inkijk.service.js';
import { ApiGroup } from '../platform/web/api-docs.js';
import { IdPipe } from '../platform/web/params.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { DossierDto, dossierVan } from './gegevens.dto.js';
import { GegevensQueries } from './gegevens.queries.js';

@ApiGroup('personen')
@Mag('personen.inzien')
@Controller('api/v1/personen/:id/gegevens')
export class GegevensApiController {
  constructor(
    private readonly queries: GegevensQueries,
    private readonly inkijk: Inkijk,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'gegevensVanPersoon',
    summary: 'Alles wat de academie van deze persoon heeft; dat je het ophaalde wordt vastgelegd',
  })
  @ApiOkResponse({ type: DossierDto })
  async alles(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<DossierDto> {
    const persoon = await this.queries.persoon(id);
    await this.inkijk.dossier(wie, persoon.id, true);
    return dossierVan(await this.queries.verzamel(persoon.id));
  }
}
