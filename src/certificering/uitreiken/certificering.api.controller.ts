import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Wie } from '../../toegang/wie.js';
import { ApiGroup, Problems } from '../../platform/web/api-docs.js';
import { IdPipe } from '../../platform/web/params.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import { CertificatenQueries } from '../certificaat/certificaten.queries.js';
import { CertificatenDto, CertificeringDto, uitgereiktVan } from './certificering.dto.js';
import { UitreikenService } from './uitreiken.service.js';

/** Certifying a leerjaar of a cohort. */
@ApiGroup('certificaten')
@Mag('certificaten.beheren')
@Controller('api/v1/cohorten/:id/certificering')
export class CertificeringApiController {
  constructor(
    private readonly uitreiken: UitreikenService,
    private readonly queries: CertificatenQueries,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'certificatenVanCohort',
    summary: 'Alle certificaten van een cohort, ook wat is ingetrokken of vervangen',
  })
  @ApiOkResponse({ type: CertificatenDto })
  async lijst(@Param('id', IdPipe) id: string): Promise<CertificatenDto> {
    return { certificaten: (await this.queries.lijst(id)).map(uitgereiktVan) };
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'reikCertificatenUit',
    summary: 'Reik de certificaten van een leerjaar uit; een tweede keer krijgt alleen wie erbij kwam er een',
  })
  @ApiOkResponse({ type: CertificatenDto })
  @Problems(409, 422)
  async reikUit(
    @Param('id', IdPipe) id: string,
    @Body() dto: CertificeringDto,
    @DezeWie() wie: Wie,
  ): Promise<CertificatenDto> {
    await this.uitreiken.reikUit(wie, id, dto);
    const alle = await this.queries.vanCohort(id, dto.leerjaar);
    return { certificaten: alle.filter(({ stand }) => stand !== 'vervangen').map(uitgereiktVan) };
  }
}
