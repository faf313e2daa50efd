import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { Created } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { NoFields } from '../platform/web/validation.js';
import {
  GebruikerDto,
  GebruikerslijstDto,
  GebruikersQuery,
  gebruikerVan,
  NieuweGebruikerDto,
} from './gebruikers.dto.js';
import { gebruikerOnbekend } from './gebruikers.errors.js';
import { GebruikersQueries, type GebruikerBeeld } from './gebruikers.queries.js';
import { magZien, zichtbareRollen } from './gebruikers.rules.js';
import { GebruikersService } from './gebruikers.service.js';
import { RollenService } from './rollen.service.js';
import { DezeWie, Mag } from '../toegang/rechten.js';

@ApiGroup('gebruikers')
@Mag('gebruikers.beheren')
@Controller('api/v1/gebruikers')
export class GebruikersApiController {
  constructor(
    private readonly queries: GebruikersQueries,
    private readonly gebruikers: GebruikersService,
    private readonly rollen: RollenService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'gebruikersLijst',
    summary: 'Wie er met de academie werkt: alleen van wie je de rol mag geven',
  })
  @ApiOkResponse({ type: GebruikerslijstDto })
  async lijst(@Query() query: GebruikersQuery, @DezeWie() wie: Wie): Promise<GebruikerslijstDto> {
    const lijst = await this.queries.lijst(wie, query);
    return { ...lijst, items: lijst.items.map((beeld) => this.toon(wie, beeld)) };
  }

  @Get(':id')
  @ApiOperation({ operationId: 'gebruiker', summary: 'Eén gebruiker' })
  @ApiOkResponse({ type: GebruikerDto })
  async een(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<GebruikerDto> {
    const beeld = await this.queries.een(id);
    if (!beeld || !magZien(wie, beeld)) throw gebruikerOnbekend();
    return this.toon(wie, beeld);
  }

  @Post()
  @ApiOperation({
    operationId: 'nodigGebruikerUit',
    summary: 'Geef iemand een rol; wie nog niet kan inloggen krijgt een uitnodiging per mail',
  })
  @ApiCreatedResponse({ type: GebruikerDto })
  @Problems(409, 422)
  async nodigUit(@Body() dto: NieuweGebruikerDto, @DezeWie() wie: Wie): Promise<Created<GebruikerDto>> {
    const rol = await this.rollen.verzoekVan(wie, dto);
    const { email, naam } = dto;
    const { gebruiker } = await this.gebruikers.nodigUit(wie, { email, naam: naam ?? undefined, ...rol });
    return new Created(await this.een(gebruiker.id, wie), `/api/v1/gebruikers/${gebruiker.id}`);
  }

  @Post(':id/uitschakeling')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'schakelGebruikerUit',
    summary: 'Logt iemand overal uit en laat die niet meer in',
  })
  @ApiOkResponse({ type: GebruikerDto })
  @Problems(409)
  async schakelUit(
    @Param('id', IdPipe) id: string,
    @Body() _leeg: NoFields,
    @DezeWie() wie: Wie,
  ): Promise<GebruikerDto> {
    await this.gebruikers.schakelUit(wie, id);
    return this.een(id, wie);
  }

  private toon(wie: Wie, beeld: GebruikerBeeld): GebruikerDto {
    return gebruikerVan(beeld, zichtbareRollen(wie, beeld), dateOf(this.clock.now()));
  }
}
