import { Body, Controller, Delete, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { MeldAanDto } from '../aanmeldingen/aanmeldingen.dto.js';
import type { Wie } from '../toegang/wie.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { Created } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { AanwezigheidslijstDto, InhalenDto, lijstVan } from './aanwezigheid.dto.js';
import { AanwezigheidQueries } from './aanwezigheid.queries.js';
import { Bijeenkomsttoegang } from './bijeenkomsttoegang.js';
import { InhalenService } from './inhalen.service.js';
import { InlopersService } from './inlopers.service.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

/** Who comes without being on the list; each call answers the list as it is then. */
@ApiGroup('aanwezigheid')
@Mag('aanwezigheid.vastleggen')
@Controller('api/v1/bijeenkomsten/:id')
export class InhalenApiController {
  constructor(
    private readonly inhalen: InhalenService,
    private readonly inlopers: InlopersService,
    private readonly queries: AanwezigheidQueries,
    private readonly toegang: Bijeenkomsttoegang,
  ) {}

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
    return new Created(await this.lijst(wie, id), `/api/v1/bijeenkomsten/${id}/aanwezigheid`);
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
    await this.inhalen.haalIn(wie, id, aanmelding, haaltIn);
    return new Created(await this.lijst(wie, id), `/api/v1/bijeenkomsten/${id}/aanwezigheid`);
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
    await this.inhalen.trekIn(wie, id, aanmelding);
    return this.lijst(wie, id);
  }

  private async lijst(wie: Wie, id: string): Promise<AanwezigheidslijstDto> {
    const { cohortId } = await this.toegang.een(wie, id);
    return lijstVan(await this.queries.lijst(id, cohortId));
  }
}
