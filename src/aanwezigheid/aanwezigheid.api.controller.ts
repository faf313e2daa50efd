import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { IdPipe } from '../platform/web/params.js';
import { AanwezigheidslijstDto, LegVastDto, lijstVan, vastleggingVan } from './aanwezigheid.dto.js';
import { AanwezigheidQueries } from './aanwezigheid.queries.js';
import { AanwezigheidService } from './aanwezigheid.service.js';
import { Bijeenkomsttoegang } from './bijeenkomsttoegang.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

@ApiGroup('aanwezigheid')
@Mag('aanwezigheid.vastleggen')
@Controller('api/v1/bijeenkomsten/:id/aanwezigheid')
export class AanwezigheidApiController {
  constructor(
    private readonly aanwezigheid: AanwezigheidService,
    private readonly queries: AanwezigheidQueries,
    private readonly toegang: Bijeenkomsttoegang,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'aanwezigheidslijst',
    summary: 'Wie er waren; stand is null voor wie nog niet is vastgelegd',
  })
  @ApiOkResponse({ type: AanwezigheidslijstDto })
  async lijst(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<AanwezigheidslijstDto> {
    const { cohortId } = await this.toegang.een(wie, id);
    return lijstVan(await this.queries.lijst(id, cohortId));
  }

  @Put()
  @ApiOperation({
    operationId: 'legAanwezigheidVast',
    summary: 'Leg vast wie er waren: alle regels of geen. Wie je weglaat, blijft zoals het was',
  })
  @ApiOkResponse({ type: AanwezigheidslijstDto })
  @Problems(409, 422)
  async legVast(
    @Param('id', IdPipe) id: string,
    @Body() dto: LegVastDto,
    @DezeWie() wie: Wie,
  ): Promise<AanwezigheidslijstDto> {
    await this.aanwezigheid.legVast(wie, id, dto.aanwezigheid.map(vastleggingVan));
    return this.lijst(id, wie);
  }
}
