import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CodeInAdres } from '../../opleidingen/opleidingen.dto.js';
import { ApiGroup, Problems } from '../../platform/web/api-docs.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { IngesteldeVoorwaardenDto, VoorwaardenDto } from './voorwaarden.dto.js';
import { VoorwaardenService } from './voorwaarden.service.js';

@ApiGroup('opleidingen')
@Mag('opleidingen.beheren')
@Controller('api/v1/opleidingen/:code/certificering')
@CodeInAdres()
export class VoorwaardenApiController {
  constructor(private readonly voorwaarden: VoorwaardenService) {}

  @Get()
  @ApiOperation({
    operationId: 'certificeringVanOpleiding',
    summary: 'Wat elk leerjaar vraagt en waarvoor het telt',
  })
  @ApiOkResponse({ type: IngesteldeVoorwaardenDto })
  async toon(@Param('code') code: string): Promise<IngesteldeVoorwaardenDto> {
    const { leerjaren } = await this.voorwaarden.van(code);
    return { leerjaren };
  }

  @Put()
  @ApiOperation({
    operationId: 'bewaarCertificeringVanOpleiding',
    summary: 'Stel in wat leerjaren vragen en waarvoor zij tellen; wat je weglaat blijft',
  })
  @ApiOkResponse({ type: IngesteldeVoorwaardenDto })
  @Problems(422)
  async bewaar(
    @Param('code') code: string,
    @Body() dto: VoorwaardenDto,
    @DezeWie() wie: Wie,
  ): Promise<IngesteldeVoorwaardenDto> {
    await this.voorwaarden.bewaar(wie, code, dto.leerjaren);
    return this.toon(code);
  }
}
