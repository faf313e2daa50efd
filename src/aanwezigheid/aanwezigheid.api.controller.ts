import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { MeldAanDto } from '../aanmeldingen/aanmeldingen.dto.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { Created } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import {
  AanwezigheidslijstDto,
  InhalenDto,
  LegVastDto,
  lijstVan,
  vastleggingVan,
} from './aanwezigheid.dto.js';
import { AanwezigheidQueries } from './aanwezigheid.queries.js';
import { AanwezigheidService } from './aanwezigheid.service.js';
import { InlopersService } from './inlopers.service.js';

/** Tells and records who was there, also without being on the list; each call answers the list as it is then. */
@ApiGroup('aanwezigheid')
@Mag('aanwezigheid.vastleggen')
@Controller('api/v1/bijeenkomsten/:id')
export class AanwezigheidApiController {
  constructor(
    private readonly aanwezigheid: AanwezigheidService,
    private readonly queries: AanwezigheidQueries,
    private readonly inlopers: InlopersService,
  ) {}

  @Get('aanwezigheid')
  @ApiOperation({
    operationId: 'aanwezigheidslijst',
    summary: 'Wie er waren; stand is null voor wie nog niet is vastgelegd',
  })
  @ApiOkResponse({ type: AanwezigheidslijstDto })
  async lijst(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<AanwezigheidslijstDto> {
    const { cohortId } = await this.aanwezigheid.bijeenkomst(wie, id);
    return lijstVan(await this.queries.lijst(id, cohortId));
  }

  @Put('aanwezigheid')
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

  @Post('inlopers')
  @ApiOperation({
    operationId: 'meldInloper',
    summary: 'Iemand kwam zonder op de lijst te staan: aanwezig, en een plaats als er een is',
  })
  @ApiCreatedResponse({ type: AanwezigheidslijstDto })
  @Problems(409, 422)
  async meldInloper(
    @Param('id', IdPipe) id: string,
    @Body() dto: MeldAanDto,
    @DezeWie() wie: Wie,
  ): Promise<Created<AanwezigheidslijstDto>> {
    await this.inlopers.meldNieuw(wie, id, dto);
    return new Created(await this.lijst(id, wie), `/api/v1/bijeenkomsten/${id}/aanwezigheid`);
  }

  @Post('inhalers')
  @ApiOperation({
    operationId: 'meldInhaler',
    summary: 'Iemand uit een ander cohort haalt hier een gemiste bijeenkomst in',
  })
  @ApiCreatedResponse({ type: AanwezigheidslijstDto })
  @Problems(409)
  async haalIn(
    @Param('id', IdPipe) id: string,
    @Body() { aanmelding, haaltIn }: InhalenDto,
    @DezeWie() wie: Wie,
  ): Promise<Created<AanwezigheidslijstDto>> {
    await this.inlopers.haalIn(wie, id, aanmelding, haaltIn);
    return new Created(await this.lijst(id, wie), `/api/v1/bijeenkomsten/${id}/aanwezigheid`);
  }

  @Delete('inhalers/:aanmelding')
  @ApiOperation({
    operationId: 'trekInhalerIn',
    summary: 'Het was een vergissing: deze persoon haalt hier niets in',
  })
  @ApiOkResponse({ type: AanwezigheidslijstDto })
  async trekIn(
    @Param('id', IdPipe) id: string,
    @Param('aanmelding', IdPipe) aanmelding: string,
    @DezeWie() wie: Wie,
  ): Promise<AanwezigheidslijstDto> {
    await this.inlopers.trekIn(wie, id, aanmelding);
    return this.lijst(id, wie);
  }
}
