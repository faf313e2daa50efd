import { Body, Controller, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AanmeldingDto, aanmeldingVan, StandDto, standVan } from '../../aanmeldingen/aanmeldingen.dto.js';
import { InzageService } from '../../aanmeldingen/inzage.service.js';
import type { Wie } from '../../toegang/wie.js';
import { ApiGroup, Problems } from '../../platform/web/api-docs.js';
import { IdPipe } from '../../platform/web/params.js';
import { PositieDto, WijzigAanmeldingDto } from './aanmeldingbeheer.dto.js';
import { AanmeldingbeheerService } from './aanmeldingbeheer.service.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';

@ApiGroup('aanmeldingen')
@Mag('aanmeldingen.beheren')
@Controller('api/v1/aanmeldingen')
export class AanmeldingbeheerApiController {
  constructor(
    private readonly beheer: AanmeldingbeheerService,
    private readonly inzage: InzageService,
  ) {}

  @Post(':id/positie')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'verplaatsInWachtlijst',
    summary: 'Zet iemand op een andere plaats op de wachtlijst, met reden',
  })
  @ApiOkResponse({ type: StandDto })
  @Problems(409, 422)
  async verplaats(
    @Param('id', IdPipe) id: string,
    @Body() dto: PositieDto,
    @DezeWie() wie: Wie,
  ): Promise<StandDto> {
    await this.beheer.verplaatsInRij(wie, id, dto);
    return standVan((await this.inzage.een(wie, id)).beeld);
  }

  @Patch(':id')
  @ApiOperation({
    operationId: 'wijzigAanmelding',
    summary: 'Verbeter school, functie of opmerking; wat je weglaat blijft. Het bestuur volgt de school',
  })
  @ApiOkResponse({ type: AanmeldingDto })
  @Problems(422)
  async wijzig(
    @Param('id', IdPipe) id: string,
    @Body() dto: WijzigAanmeldingDto,
    @DezeWie() wie: Wie,
  ): Promise<AanmeldingDto> {
    await this.beheer.wijzig(wie, id, { ...dto });
    return aanmeldingVan((await this.inzage.een(wie, id)).beeld, 'alles');
  }
}
