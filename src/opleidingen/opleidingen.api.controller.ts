import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { Created } from '../platform/web/page.js';
import {
  CodeInAdres,
  NieuweOpleidingDto,
  OpleidingDto,
  opleidingVan,
  OpleidingVersieDto,
  VersielijstDto,
  versieVan,
  WijzigOpleidingDto,
} from './opleidingen.dto.js';
import { OpleidingenService } from './opleidingen.service.js';
import { DezeWie, Mag, mag } from '../toegang/rechten.js';
import { DataSource } from 'typeorm';
import { paged, PagingQuery, sliceOf } from '../platform/web/paging.js';
import { Opleiding } from './opleiding.entity.js';
import { opleidingOnbekend, versieOnbekend } from './opleidingen.errors.js';
import { VersiesService } from './versies.service.js';

/** Keeping opleidingen, and what they said before. Reading the catalogue is in `cohorten/`, where the cohorten are. */
@ApiGroup('opleidingen')
@Controller('api/v1/opleidingen')
export class OpleidingenApiController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly opleidingen: OpleidingenService,
    private readonly versies: VersiesService,
  ) {}

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

  @Get(':code/versies')
  @CodeInAdres()
  @Mag('openbaar')
  @ApiOperation({
    operationId: 'versiesVanOpleiding',
    summary: 'Eerdere versies van een opleiding, de nieuwste eerst',
  })
  @ApiOkResponse({ type: VersielijstDto })
  async eerdereVersies(
    @Param('code') code: string,
    @Query() query: PagingQuery,
    @DezeWie() wie: Wie,
  ): Promise<VersielijstDto> {
    const openbaar = !mag(wie, 'opleidingen.beheren');
    const opleiding = await this.vind(code);
    const { skip, take } = sliceOf(query);
    const versies = await this.versies.van(opleiding.id, openbaar, skip, take);
    const totaal = await this.versies.tel(opleiding.id, openbaar);
    if (totaal === 0 && openbaar && !opleiding.gepubliceerd) throw opleidingOnbekend();
    const items = versies.map(({ nummer, geldigTot }) => ({
      versie: nummer,
      geldigTot: geldigTot.toISOString(),
    }));
    return paged(items, totaal, query);
  }

  /** The academie also sees what was never published. */
  @Get(':code/versies/:nummer')
  @CodeInAdres()
  @Mag('openbaar')
  @ApiParam({ name: 'nummer', schema: { type: 'integer', minimum: 1 } })
  @ApiOperation({
    operationId: 'versieVanOpleiding',
    summary: 'Een opleiding zoals ze eerder in de catalogus stond',
  })
  @ApiOkResponse({ type: OpleidingVersieDto })
  async versie(
    @Param('code') code: string,
    @Param('nummer') nummer: string,
    @DezeWie() wie: Wie,
  ): Promise<OpleidingVersieDto> {
    const { id } = await this.vind(code);
    const versie = await this.versies.een(id, nummer, !mag(wie, 'opleidingen.beheren'));
    if (!versie) throw versieOnbekend();
    const codes = await this.opleidingen.vervolgcodes([versie.gegevens]);
    return versieVan(versie, codes.get(versie.gegevens.vervolgOpId) ?? null);
  }

  private async vind(code: string): Promise<Opleiding> {
    const opleiding = await this.dataSource.manager.findOneBy(Opleiding, { code: code.toUpperCase() });
    if (!opleiding) throw opleidingOnbekend();
    return opleiding;
  }
}
