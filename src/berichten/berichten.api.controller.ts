import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { NoFields } from '../platform/web/validation.js';
import {
  BerichtDto,
  BerichtenLijst,
  BerichtenQuery,
  NieuweStilstandDto,
  StilstandDto,
  toBerichtDto,
} from './berichten.dto.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { Verzendrij } from './verzendrij.service.js';
import { Inkijk } from '../audit/inkijk.service.js';
import { Created } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { BerichtenQueries } from './berichten.queries.js';
import { HerverzendenService } from './herverzenden.service.js';

@ApiGroup('berichten')
@Controller('api/v1/berichten')
export class BerichtenApiController {
  constructor(
    private readonly queries: BerichtenQueries,
    private readonly herverzenden: HerverzendenService,
    private readonly rij: Verzendrij,
    private readonly inkijk: Inkijk,
  ) {}

  @Mag('berichten.stoppen')
  @Get('stilstand')
  @ApiOperation({ operationId: 'mailstilstand', summary: 'Of alle mail stilstaat, sinds wanneer en waarom' })
  @ApiOkResponse({ type: StilstandDto })
  async stilstand(): Promise<StilstandDto> {
    const stop = await this.rij.stilstand();
    return {
      stil: stop !== null,
      op: stop?.op ?? null,
      reden: stop?.reden ?? null,
      wachtend: stop?.wachtend ?? null,
    };
  }

  @Mag('berichten.stoppen')
  @Post('stilstand')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'zetMailStil',
    summary: 'Zet alle mail stil; wie dat nog eens doet verandert niets',
  })
  @ApiOkResponse({ type: StilstandDto })
  async stop(@Body() { reden }: NieuweStilstandDto, @DezeWie() wie: Wie): Promise<StilstandDto> {
    await this.rij.stop(wie, reden);
    return this.stilstand();
  }

  @Mag('berichten.stoppen')
  @Post('hervatting')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'hervatMail',
    summary: 'Laat de mail weer gaan; wat intussen te laat is vervalt',
  })
  @ApiOkResponse({ type: StilstandDto })
  async hervat(@Body() _leeg: NoFields, @DezeWie() wie: Wie): Promise<StilstandDto> {
    await this.rij.hervat(wie);
    return this.stilstand();
  }

  @Mag('berichten.bekijken')
  @Get()
  @ApiOperation({
    operationId: 'berichtenLijst',
    summary: 'Wat er wanneer is verstuurd, met de inhoud; nieuwste eerst',
  })
  @ApiOkResponse({ type: BerichtenLijst })
  async lijst(@Query() query: BerichtenQuery, @DezeWie() wie: Wie): Promise<BerichtenLijst> {
    await this.inkijk.bericht(wie, 'alle');
    const { items, ...rest } = await this.queries.lijst(query);
    return { items: items.map(toBerichtDto), ...rest };
  }

  @Mag('berichten.bekijken')
  @Get(':id')
  @ApiOperation({ operationId: 'bericht', summary: 'Eén bericht' })
  @ApiOkResponse({ type: BerichtDto })
  async een(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<BerichtDto> {
    const bericht = await this.queries.vind(id);
    await this.inkijk.bericht(wie, id);
    return toBerichtDto(bericht);
  }

  @Mag('berichten.herverzenden')
  @Post(':id/herverzending')
  @ApiOperation({
    operationId: 'herverzendBericht',
    summary: 'Verstuurt dit bericht nog een keer; geeft het nieuwe bericht terug',
  })
  @ApiCreatedResponse({ type: BerichtDto })
  async herverzend(
    @Param('id', IdPipe) id: string,
    @Body() _leeg: NoFields,
    @DezeWie() wie: Wie,
  ): Promise<Created<BerichtDto>> {
    const bericht = toBerichtDto(await this.herverzenden.herverzend(wie, id));
    return new Created(bericht, `/api/v1/berichten/${bericht.id}`);
  }

  @Mag('berichten.herverzenden')
  @Post(':id/loslating')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'laatBerichtRusten',
    summary: 'Laat een mislukt bericht rusten: het wordt niet meer verstuurd en vraagt niets meer',
  })
  @ApiOkResponse({ type: BerichtDto })
  @Problems(409)
  async laatRusten(
    @Param('id', IdPipe) id: string,
    @Body() _leeg: NoFields,
    @DezeWie() wie: Wie,
  ): Promise<BerichtDto> {
    await this.herverzenden.laatRusten(wie, id);
    return toBerichtDto(await this.queries.vind(id));
  }
}
