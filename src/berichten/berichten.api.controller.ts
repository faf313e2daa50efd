import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Inkijk } from '../audit/inkijk.service.js';
import type { Wie } from '../audit/wie.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { IdPipe } from '../platform/web/params.js';
import { NoFields } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/mag.decorator.js';
import { BerichtDto, BerichtenLijst, BerichtenQuery, toBerichtDto } from './berichten.dto.js';
import { BerichtenQueries } from './berichten.queries.js';
import { HerverzendenService } from './herverzenden.service.js';

@ApiGroup('Berichten')
@Problems(400, 401, 403)
@Controller('api/v1/berichten')
export class BerichtenApiController {
  constructor(
    private readonly queries: BerichtenQueries,
    private readonly herverzenden: HerverzendenService,
    private readonly inkijk: Inkijk,
  ) {}

  @Mag('berichten.bekijken')
  @Get()
  @ApiOperation({ summary: 'Wat er wanneer is verstuurd, met de inhoud; nieuwste eerst' })
  @ApiOkResponse({ type: BerichtenLijst })
  @Problems(400)
  async lijst(@Query() query: BerichtenQuery, @DezeWie() wie: Wie): Promise<BerichtenLijst> {
    await this.inkijk.bericht(wie, 'alle');
    const { items, ...rest } = await this.queries.lijst(query);
    return { items: items.map(toBerichtDto), ...rest };
  }

  @Mag('berichten.bekijken')
  @Get(':id')
  @ApiOperation({ summary: 'Eén bericht' })
  @ApiOkResponse({ type: BerichtDto })
  @Problems(404)
  async een(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<BerichtDto> {
    const bericht = await this.queries.vind(id);
    await this.inkijk.bericht(wie, id);
    return toBerichtDto(bericht);
  }

  @Mag('berichten.herverzenden')
  @Post(':id/herverzending')
  @ApiOperation({ summary: 'Verstuurt dit bericht nog een keer; geeft het nieuwe bericht terug' })
  @ApiCreatedResponse({ type: BerichtDto })
  @Problems(404)
  async herverzend(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<BerichtDto> {
    return toBerichtDto(await this.herverzenden.herverzend(wie, id));
  }

  @Mag('berichten.herverzenden')
  @Post(':id/loslating')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Laat een mislukt bericht rusten: het wordt niet meer verstuurd en vraagt niets meer',
  })
  @ApiOkResponse({ type: BerichtDto })
  @Problems(404, 409)
  async laatRusten(
    @Param('id', IdPipe) id: string,
    @Body() _leeg: NoFields,
    @DezeWie() wie: Wie,
  ): Promise<BerichtDto> {
    await this.herverzenden.laatRusten(wie, id);
    return toBerichtDto(await this.queries.vind(id));
  }
}
