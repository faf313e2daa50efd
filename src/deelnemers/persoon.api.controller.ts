import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Inkijk } from '../audit/inkijk.service.js';
import type { Wie } from '../toegang/wie.js';
import { HerverzendenService } from '../berichten/herverzenden.service.js';
import { PersonenQueries } from '../personen/personen.queries.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { PagingQuery } from '../platform/web/paging.js';
import { IdPipe } from '../platform/web/params.js';
import { NoFields } from '../platform/web/validation.js';
import { LevensloopQueries } from './levensloop.queries.js';
import {
  HerverzendingDto,
  inLijst,
  PersonenlijstDto,
  PersonenQuery,
  PersoonDto,
  persoonVan,
  PersoonSamenvoegingDto,
  TijdlijnDto,
  tijdlijnregelVan,
  WijzigPersoonDto,
} from './persoon.dto.js';
import { PersonenSamenvoegenService } from './samenvoegen.service.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { PersonenService } from '../personen/personen.service.js';

@ApiGroup('personen')
@Mag('personen.beheren')
@Controller('api/v1/personen')
export class PersoonApiController {
  constructor(
    private readonly personen: PersonenQueries,
    private readonly levensloop: LevensloopQueries,
    private readonly gegevens: PersonenService,
    private readonly samenvoegen: PersonenSamenvoegenService,
    private readonly herverzenden: HerverzendenService,
    private readonly inkijk: Inkijk,
  ) {}

  @Mag('personen.zoeken')
  @Get()
  @ApiOperation({ operationId: 'personenLijst', summary: 'Zoek mensen op naam of e-mailadres' })
  @ApiOkResponse({ type: PersonenlijstDto })
  async zoek(@Query() query: PersonenQuery): Promise<PersonenlijstDto> {
    const lijst = await this.personen.zoek(query);
    return { ...lijst, items: lijst.items.map(inLijst) };
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'persoon',
    summary: 'Eén persoon, met alles wat die volgt, volgde en zou willen volgen',
  })
  @ApiOkResponse({ type: PersoonDto })
  async een(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<PersoonDto> {
    const persoon = await this.levensloop.persoon(id);
    await this.inkijk.persoon(wie, id);
    const aanmeldingen = await this.levensloop.aanmeldingen(id);
    return persoonVan(persoon, aanmeldingen, await this.levensloop.belangstelling(id));
  }

  @Get(':id/tijdlijn')
  @ApiOperation({
    operationId: 'tijdlijnVanPersoon',
    summary: 'Wat deze persoon wanneer hoorde en wat er gebeurde, het nieuwste eerst',
  })
  @ApiOkResponse({ type: TijdlijnDto })
  async tijdlijn(
    @Param('id', IdPipe) id: string,
    @Query() query: PagingQuery,
    @DezeWie() wie: Wie,
  ): Promise<TijdlijnDto> {
    await this.levensloop.persoon(id);
    await this.inkijk.persoon(wie, id);
    const lijst = await this.levensloop.tijdlijn(id, query);
    return { ...lijst, items: lijst.items.map(tijdlijnregelVan) };
  }

  @Patch(':id')
  @ApiOperation({
    operationId: 'wijzigPersoon',
    summary: 'Verbeter naam of e-mailadres; wat je weglaat blijft',
  })
  @ApiOkResponse({ type: PersoonDto })
  @Problems(409)
  async wijzig(
    @Param('id', IdPipe) id: string,
    @Body() dto: WijzigPersoonDto,
    @DezeWie() wie: Wie,
  ): Promise<PersoonDto> {
    await this.gegevens.wijzig(wie, id, { ...dto });
    return this.een(id, wie);
  }

  @Mag('berichten.herverzenden')
  @Post(':id/herverzending')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'herverzendAanPersoon',
    summary: 'Verstuurt opnieuw wat niet aankwam, naar het adres van nu',
  })
  @ApiOkResponse({ type: HerverzendingDto })
  async herverzend(
    @Param('id', IdPipe) id: string,
    @Body() _leeg: NoFields,
    @DezeWie() wie: Wie,
  ): Promise<HerverzendingDto> {
    await this.levensloop.persoon(id);
    return { aantal: await this.herverzenden.herverzendMislukte(wie, id) };
  }

  @Post(':id/samenvoeging')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'voegPersonenSamen',
    summary: 'Deze persoon en een ander zijn dezelfde mens: alles van de ander komt hierheen',
  })
  @ApiOkResponse({ type: PersoonDto })
  @Problems(409, 422)
  async voegSamen(
    @Param('id', IdPipe) id: string,
    @Body() { met }: PersoonSamenvoegingDto,
    @DezeWie() wie: Wie,
  ): Promise<PersoonDto> {
    await this.samenvoegen.voegSamen(wie, id, met);
    return this.een(id, wie);
  }
}
