import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiGroup, Problems } from '../../platform/web/api-docs.js';
import { Created } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { MededelingenService } from './mededelingen.service.js';
import { MededelingDto, mededelingVan, NieuweMededelingDto } from './post.dto.js';

@ApiGroup('cohorten')
@Controller('api/v1/cohorten/:id/mededelingen')
export class MededelingenApiController {
  constructor(private readonly mededelingen: MededelingenService) {}

  @Post()
  @Mag('cohorten.beheren')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'stuurMededeling',
    summary: 'Stuur nu een mail aan iedereen van dit cohort, of aan een deel',
    description: 'Met een eigen kenmerk (id) wordt dezelfde mededeling nooit twee keer verstuurd.',
  })
  @ApiCreatedResponse({ type: MededelingDto })
  @ApiOkResponse({ type: MededelingDto, description: 'Met dit kenmerk was hij al verstuurd.' })
  @Problems(409, 422)
  async verstuur(
    @Param('id', IdPipe) id: string,
    @Body() dto: NieuweMededelingDto,
    @DezeWie() wie: Wie,
  ): Promise<MededelingDto | Created<MededelingDto>> {
    const { mededeling, nieuw } = await this.mededelingen.verstuur(wie, id, dto);
    const verstuurd = mededelingVan(mededeling);
    return nieuw ? new Created(verstuurd, `/api/v1/cohorten/${id}/mededelingen/${verstuurd.id}`) : verstuurd;
  }

  @Get(':mededeling')
  @Mag('cohorten.beheren')
  @ApiOperation({ operationId: 'mededeling', summary: 'Eén verstuurde mededeling' })
  @ApiOkResponse({ type: MededelingDto })
  async een(
    @Param('id', IdPipe) id: string,
    @Param('mededeling', IdPipe) mededeling: string,
  ): Promise<MededelingDto> {
    return mededelingVan(await this.mededelingen.een(id, mededeling));
  }
}
