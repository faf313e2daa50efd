import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Wie } from '../../toegang/wie.js';
import { CohortDto, cohortVan } from '../../cohorten/cohorten.dto.js';
import { CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { ApiGroup, Problems } from '../../platform/web/api-docs.js';
import { IdPipe } from '../../platform/web/params.js';
import { SamenvoegingDto, VoorproefDto, VoorproefVraagDto } from './samenvoegen.dto.js';
import { SamenvoegenQueries } from './samenvoegen.queries.js';
import { SamenvoegenService } from './samenvoegen.service.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';

@ApiGroup('cohorten')
@Controller('api/v1/cohorten/:id/samenvoeging')
export class SamenvoegenApiController {
  constructor(
    private readonly samenvoegen: SamenvoegenService,
    private readonly queries: SamenvoegenQueries,
    private readonly cohorten: CohortenQueries,
  ) {}

  @Get()
  @Mag('cohorten.beheren')
  @ApiOperation({
    operationId: 'samenvoegingVanCohortVooraf',
    summary: 'Wat samenvoegen nu zou doen: wie krijgt welke mail',
  })
  @ApiOkResponse({ type: VoorproefDto })
  @Problems(409, 422)
  voorproef(
    @Param('id', IdPipe) id: string,
    @Query() { met, capaciteit }: VoorproefVraagDto,
  ): Promise<VoorproefDto> {
    return this.queries.voorproef(id, met, capaciteit ?? null);
  }

  @Post()
  @Mag('cohorten.beheren')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'voegCohortenSamen',
    summary: 'Voeg dit cohort samen met een ander van dezelfde opleiding; antwoord is het cohort dat blijft',
  })
  @ApiOkResponse({ type: CohortDto })
  @Problems(409, 422)
  async voegSamen(
    @Param('id', IdPipe) id: string,
    @Body() dto: SamenvoegingDto,
    @DezeWie() wie: Wie,
  ): Promise<CohortDto> {
    await this.samenvoegen.voegSamen(wie, id, dto);
    return cohortVan((await this.cohorten.een(dto.met, false))!, false);
  }
}
