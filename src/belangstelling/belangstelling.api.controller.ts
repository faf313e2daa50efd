import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { Wie } from '../toegang/wie.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { CodeInAdres } from '../opleidingen/opleidingen.dto.js';
import { opleidingOnbekend } from '../opleidingen/opleidingen.errors.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { IdPipe } from '../platform/web/params.js';
import {
  BelangstellingDto,
  BelangstellingOverzichtDto,
  MeldBelangstellingDto,
} from './belangstelling.dto.js';
import { BelangstellingQueries } from './belangstelling.queries.js';
import { BelangstellingService, type Doel } from './belangstelling.service.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

/** Answers 202 whether or not the address was known, so that it tells a stranger nothing. */
@ApiGroup('belangstelling')
@Controller('api/v1')
export class BelangstellingApiController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly belangstelling: BelangstellingService,
    private readonly queries: BelangstellingQueries,
  ) {}

  @Post('opleidingen/:code/belangstelling')
  @CodeInAdres()
  @Mag('aanmelden')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'meldBelangstellingVoorOpleiding',
    summary: 'Meld belangstelling voor een opleiding die peilt',
  })
  @ApiAcceptedResponse({ type: BelangstellingDto })
  @Problems(409, 422, 429)
  voorOpleiding(
    @Param('code') code: string,
    @Body() verzoek: MeldBelangstellingDto,
    @DezeWie() wie: Wie,
    @Req() request: FastifyRequest,
  ): Promise<BelangstellingDto> {
    return this.geef({ opleiding: code }, verzoek, wie, request);
  }

  @Post('cohorten/:id/belangstelling')
  @Mag('aanmelden')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'meldBelangstellingVoorCohort',
    summary: 'Meld belangstelling voor een cohort dat peilt',
  })
  @ApiAcceptedResponse({ type: BelangstellingDto })
  @Problems(409, 422, 429)
  voorCohort(
    @Param('id', IdPipe) cohort: string,
    @Body() verzoek: MeldBelangstellingDto,
    @DezeWie() wie: Wie,
    @Req() request: FastifyRequest,
  ): Promise<BelangstellingDto> {
    return this.geef({ cohort }, verzoek, wie, request);
  }

  @Get('opleidingen/:code/belangstelling')
  @CodeInAdres()
  @Mag('belangstelling.beheren')
  @ApiOperation({
    operationId: 'belangstellingVoorOpleiding',
    summary: 'Hoeveel mensen belangstelling hebben, in totaal en per bestuur',
  })
  @ApiOkResponse({ type: BelangstellingOverzichtDto })
  async overzicht(@Param('code') code: string): Promise<BelangstellingOverzichtDto> {
    const opleiding = await this.dataSource.manager.findOneBy(Opleiding, { code: code.toUpperCase() });
    if (!opleiding) throw opleidingOnbekend();
    const perBestuur = await this.queries.perBestuur(opleiding.id);
    return {
      ...(await this.queries.totalen(opleiding.id)),
      perBestuur: perBestuur.map(({ bestuurId: _id, ...rij }) => rij),
    };
  }

  private async geef(
    doel: Doel,
    verzoek: MeldBelangstellingDto,
    wie: Wie,
    { ip }: FastifyRequest,
  ): Promise<BelangstellingDto> {
    await this.belangstelling.telPoging(wie, ip, verzoek.email);
    const { status } = await this.belangstelling.geef(wie, doel, verzoek);
    return { status };
  }
}
