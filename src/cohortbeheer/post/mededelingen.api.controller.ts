import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Wie } from '../../audit/wie.js';
import { ApiGroup, Problems } from '../../platform/web/api-docs.js';
import { IdPipe } from '../../platform/web/params.js';
import { DezeWie, Mag } from '../../toegang/mag.decorator.js';
import { MededelingDto, mededelingVan, NieuweMededelingDto } from './mededeling.dto.js';
import { MededelingenService } from './mededelingen.service.js';

@ApiGroup('cohorten')
@Controller('api/v1/cohorten/:id/mededelingen')
export class MededelingenApiController {
  constructor(private readonly mededelingen: MededelingenService) {}

  @Post()
  @Mag('cohorten.beheren')
  @ApiOperation({
    summary: 'Stuur nu een mail aan iedereen van dit cohort, of aan een deel',
    description: 'Met een eigen kenmerk (id) wordt dezelfde mededeling nooit twee keer verstuurd.',
  })
  @ApiCreatedResponse({ type: MededelingDto })
  @ApiOkResponse({ type: MededelingDto, description: 'Met dit kenmerk was hij al verstuurd.' })
  @Problems(400, 401, 403, 404, 409, 422)
  async verstuur(
    @Param('id', IdPipe) id: string,
    @Body() dto: NieuweMededelingDto,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MededelingDto> {
    const { mededeling, nieuw } = await this.mededelingen.verstuur(wie, id, dto);
    void reply.code(nieuw ? 201 : 200);
    return mededelingVan(mededeling);
  }
}
