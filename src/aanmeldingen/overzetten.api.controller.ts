import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { IdPipe } from '../platform/web/params.js';
import { OverzettingDto, OverzetvoorstelDto, StandDto, standVan } from './aanmeldingen.dto.js';
import { Inzage } from './inzage.js';
import { OverzettenService } from './overzetten.service.js';
import { OverzetvoorstellenService } from './overzetvoorstellen.service.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

@ApiGroup('aanmeldingen')
@Controller('api/v1/aanmeldingen/:id')
export class OverzettenApiController {
  constructor(
    private readonly inzage: Inzage,
    private readonly overzetten: OverzettenService,
    private readonly voorstellen: OverzetvoorstellenService,
  ) {}

  @Post('overzetting')
  @Mag('aanmelding.overzetten')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'zetAanmeldingOver',
    summary: 'Zet over naar een ander cohort; antwoord is de aanmelding daar',
    description:
      'De academie zet over wie akkoord is. De deelnemer zelf kiest een cohort dat is voorgesteld.',
  })
  @ApiOkResponse({ type: StandDto })
  @Problems(409)
  async zetOver(
    @Param('id', IdPipe) id: string,
    @Body() { cohort, token, toelichting }: OverzettingDto,
    @DezeWie() wie: Wie,
  ): Promise<StandDto> {
    const { door } = await this.inzage.een(wie, id, token);
    const nieuw =
      door.soort === 'persoon'
        ? await this.overzetten.aanvaard(id, cohort, door)
        : await this.overzetten.zetOver(id, cohort, door, toelichting);
    return standVan((await this.inzage.een(door, nieuw.id)).beeld);
  }

  @Post('overzetvoorstel')
  @Mag('aanmeldingen.beheren')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'stelOverzettenVoor',
    summary: 'Vraag of iemand naar een ander cohort wil; de huidige plaats blijft tot het antwoord',
  })
  @ApiOkResponse({ type: StandDto })
  @Problems(409, 422)
  async stelVoor(
    @Param('id', IdPipe) id: string,
    @Body() { cohort }: OverzetvoorstelDto,
    @DezeWie() wie: Wie,
  ): Promise<StandDto> {
    await this.voorstellen.vraag(id, cohort, wie);
    return standVan((await this.inzage.een(wie, id)).beeld);
  }

  @Post('overzetafwijzing')
  @Mag('aanmelding.eigen')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'wijsOverzettenAf',
    summary: 'De deelnemer wil niet naar een voorgesteld cohort',
  })
  @ApiOkResponse({ type: StandDto })
  @Problems(409)
  async wijsAf(
    @Param('id', IdPipe) id: string,
    @Body() { cohort, token }: OverzetvoorstelDto,
    @DezeWie() wie: Wie,
  ): Promise<StandDto> {
    const { door } = await this.inzage.een(wie, id, token);
    await this.voorstellen.wijsAf(id, cohort, door);
    return standVan((await this.inzage.een(door, id)).beeld);
  }
}
