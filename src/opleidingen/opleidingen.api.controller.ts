import { Body, Controller, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { Created } from '../platform/web/page.js';
import {
  CodeInAdres,
  NieuweOpleidingDto,
  OpleidingDto,
  opleidingVan,
  WijzigOpleidingDto,
} from './opleidingen.dto.js';
import { OpleidingenService } from './opleidingen.service.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

/** Reading the catalogue is in `cohorten/`, where the cohorten are. */
@ApiGroup('opleidingen')
@Controller('api/v1/opleidingen')
export class OpleidingenApiController {
  constructor(private readonly opleidingen: OpleidingenService) {}

  @Post()
  @Mag('opleidingen.beheren')
  @ApiOperation({ operationId: 'maakOpleiding', summary: 'Maak een opleiding' })
  @ApiCreatedResponse({ type: OpleidingDto })
  @Problems(409, 422)
  async maak(@Body() dto: NieuweOpleidingDto, @DezeWie() wie: Wie): Promise<Created<OpleidingDto>> {
    const opleiding = opleidingVan(await this.opleidingen.maak(wie, dto), dto.vervolgOp ?? null);
    return new Created(opleiding, `/api/v1/opleidingen/${opleiding.code}`);
  }

  @Patch(':code')
  @CodeInAdres()
  @Mag('opleidingen.beheren')
  @ApiOperation({ operationId: 'wijzigOpleiding', summary: 'Wijzig een opleiding; wat je weglaat blijft' })
  @ApiOkResponse({ type: OpleidingDto })
  @Problems(409, 422)
  async wijzig(
    @Param('code') code: string,
    @Body() dto: WijzigOpleidingDto,
    @DezeWie() wie: Wie,
  ): Promise<OpleidingDto> {
    const opleiding = await this.opleidingen.wijzig(wie, code, dto);
    const codes = await this.opleidingen.vervolgcodes([opleiding]);
    return opleidingVan(opleiding, codes.get(opleiding.vervolgOpId) ?? null);
  }
}
