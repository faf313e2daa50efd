import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Wie } from '../audit/wie.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { DezeWie, Mag } from '../toegang/mag.decorator.js';
import { VoorwaardenDto } from './voorwaarden.dto.js';
import { VoorwaardenService } from './voorwaarden.service.js';

@ApiGroup('opleidingen')
@Mag('opleidingen.beheren')
@Controller('api/v1/opleidingen/:code/certificering')
export class VoorwaardenApiController {
  constructor(private readonly voorwaarden: VoorwaardenService) {}

  @Get()
  @ApiOperation({ summary: 'Wat elk leerjaar vraagt en waarvoor het telt' })
  @ApiOkResponse({ type: VoorwaardenDto })
  @Problems(400, 401, 403, 404)
  async toon(@Param('code') code: string): Promise<VoorwaardenDto> {
    const { leerjaren } = await this.voorwaarden.van(code);
    return { leerjaren };
  }

  @Put()
  @ApiOperation({ summary: 'Stel in wat leerjaren vragen en waarvoor zij tellen; wat je weglaat blijft' })
  @ApiOkResponse({ type: VoorwaardenDto })
  @Problems(400, 401, 403, 404, 422)
  async bewaar(
    @Param('code') code: string,
    @Body() dto: VoorwaardenDto,
    @DezeWie() wie: Wie,
  ): Promise<VoorwaardenDto> {
    await this.voorwaarden.bewaar(wie, code, dto.leerjaren);
    return this.toon(code);
  }
}
