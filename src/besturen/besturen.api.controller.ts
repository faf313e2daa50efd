import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiGroup } from '../platform/web/api-docs.js';
import type { Paged } from '../platform/web/paging.js';
import { BesturenLijst, ScholenLijst, ZoekQuery, type BestuurDto, type SchoolDto } from './besturen.dto.js';
import { BesturenQueries } from './besturen.queries.js';
import { WerkplekQuery, WerkplekvoorstellenDto } from './werkplek.dto.js';
import { Mag } from '../toegang/rechten.js';

@ApiGroup('scholen')
@Controller('api/v1')
export class BesturenApiController {
  constructor(private readonly queries: BesturenQueries) {}

  @Get('scholen')
  @Mag('openbaar')
  @ApiOperation({
    operationId: 'scholenLijst',
    summary: 'Zoek een school; gesloten scholen staan er niet bij',
  })
  @ApiOkResponse({ type: ScholenLijst })
  scholen(@Query() query: ZoekQuery): Promise<Paged<SchoolDto>> {
    return this.queries.scholen(query);
  }

  @Get('werkplekken')
  @Mag('openbaar')
  @ApiOperation({
    operationId: 'werkplekken',
    summary: 'Scholen en besturen die iemand kan bedoelen, de waarschijnlijkste eerst; hooguit twintig',
  })
  @ApiOkResponse({ type: WerkplekvoorstellenDto })
  async werkplekken(@Query() query: WerkplekQuery): Promise<WerkplekvoorstellenDto> {
    return { items: await this.queries.werkplekken(query) };
  }

  @Get('besturen')
  @Mag('openbaar')
  @ApiOperation({ operationId: 'besturenLijst', summary: 'Alle besturen' })
  @ApiOkResponse({ type: BesturenLijst })
  besturen(@Query() query: ZoekQuery): Promise<Paged<BestuurDto>> {
    return this.queries.besturen(query);
  }
}
