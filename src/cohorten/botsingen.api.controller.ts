import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiGroup } from '../platform/web/api-docs.js';
import { BotsingenQueries } from './botsingen.queries.js';
import { Mag } from '../toegang/rechten.js';
import { BotsingenDto, BotsingenvraagDto } from './cohortbeheer.dto.js';

@ApiGroup('cohorten')
@Controller('api/v1/botsingen')
export class BotsingenApiController {
  constructor(private readonly botsingen: BotsingenQueries) {}

  @Post()
  @Mag('cohorten.beheren')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'zoekBotsingen',
    summary:
      'Waarmee deze bijeenkomsten botsen: trainer, plaats, mensen van het cohort, vrije dagen en elkaar',
  })
  @ApiOkResponse({ type: BotsingenDto })
  async zoek(@Body() { bijeenkomsten, cohort }: BotsingenvraagDto): Promise<BotsingenDto> {
    return { botsingen: await this.botsingen.zoek(bijeenkomsten, cohort ?? null) };
  }
}
