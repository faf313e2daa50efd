import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CodeInAdres } from '../opleidingen/opleidingen.dto.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { Created } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { NoFields } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import type { Evaluatievraag } from './evaluatie.entity.js';
import { EigenVragenDto, NieuweVraagDto, VerplaatsVraagDto } from './evaluaties.dto.js';
import { EvaluatievragenService } from './evaluatievragen.service.js';

/** The questions of an opleiding besides the standard ones. */
@ApiGroup('evaluaties')
@Mag('evaluaties.beheren')
@Controller('api/v1/opleidingen/:code/evaluatievragen')
@CodeInAdres()
export class EvaluatievragenApiController {
  constructor(private readonly vragen: EvaluatievragenService) {}

  @Get()
  @ApiOperation({
    operationId: 'evaluatievragenVanOpleiding',
    summary: 'De eigen vragen van een opleiding, naast de vaste vragen',
  })
  @ApiOkResponse({ type: EigenVragenDto })
  async lijst(@Param('code') code: string): Promise<EigenVragenDto> {
    return lijstVan(await this.vragen.van(code));
  }

  @Post()
  @ApiOperation({
    operationId: 'voegEvaluatievraagToe',
    summary: 'Voeg een eigen vraag toe; wat al gevraagd is, verandert niet',
  })
  @ApiCreatedResponse({ type: EigenVragenDto })
  @Problems(409)
  async voegToe(
    @Param('code') code: string,
    @Body() vraag: NieuweVraagDto,
    @DezeWie() wie: Wie,
  ): Promise<Created<EigenVragenDto>> {
    const lijst = lijstVan(await this.vragen.voegToe(wie, code, vraag));
    return new Created(lijst, `/api/v1/opleidingen/${code.toUpperCase()}/evaluatievragen`);
  }

  @Post(':id/verplaatsing')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'verplaatsEvaluatievraag',
    summary: 'Zet een eigen vraag op een andere plaats',
  })
  @ApiOkResponse({ type: EigenVragenDto })
  async verplaats(
    @Param('code') code: string,
    @Param('id', IdPipe) id: string,
    @Body() { plaats }: VerplaatsVraagDto,
    @DezeWie() wie: Wie,
  ): Promise<EigenVragenDto> {
    return lijstVan(await this.vragen.verplaats(wie, code, id, plaats));
  }

  @Post(':id/verval')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'laatEvaluatievraagVervallen',
    summary: 'Stel een eigen vraag niet meer; eerdere antwoorden blijven',
  })
  @ApiOkResponse({ type: EigenVragenDto })
  async laatVervallen(
    @Param('code') code: string,
    @Param('id', IdPipe) id: string,
    @Body() _leeg: NoFields,
    @DezeWie() wie: Wie,
  ): Promise<EigenVragenDto> {
    return lijstVan(await this.vragen.laatVervallen(wie, code, id));
  }
}

const lijstVan = (vragen: Evaluatievraag[]): EigenVragenDto => ({
  vragen: vragen.map(({ id, soort, tekst }) => ({ id, soort, tekst })),
});
