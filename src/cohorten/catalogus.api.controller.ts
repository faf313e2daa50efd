import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Wie } from '../toegang/wie.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { CodeInAdres, opleidingVan } from '../opleidingen/opleidingen.dto.js';
import { opleidingOnbekend } from '../opleidingen/opleidingen.errors.js';
import { OpleidingenService } from '../opleidingen/opleidingen.service.js';
import { Kept } from '../platform/web/kept-answers.js';
import { ApiGroup } from '../platform/web/api-docs.js';
import { paged, sliceOf } from '../platform/web/paging.js';
import { DezeWie, mag, Mag } from '../toegang/rechten.js';
import { CatalogusQueries } from './catalogus.queries.js';
import { CatalogusQuery, cohortVan, OpleidingenlijstDto, OpleidingMetCohortenDto } from './cohorten.dto.js';
import { CohortenQueries } from './cohorten.queries.js';

/** Reading the catalogue: opleidingen with their cohorten. */
@ApiGroup('opleidingen')
@Controller('api/v1/opleidingen')
export class CatalogusApiController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly catalogus: CatalogusQueries,
    private readonly cohorten: CohortenQueries,
    private readonly opleidingen: OpleidingenService,
  ) {}

  @Get()
  @Mag('openbaar')
  @Kept()
  @ApiOperation({
    operationId: 'opleidingenLijst',
    summary: 'De catalogus met cohorten',
    description: 'Met de cohorten die nog komen of bezig zijn; de eerdere staan bij de opleiding zelf.',
  })
  @ApiOkResponse({ type: OpleidingenlijstDto })
  async lijst(@Query() query: CatalogusQuery): Promise<OpleidingenlijstDto> {
    const { skip, take } = sliceOf(query);
    const opleidingen = await this.catalogus.zoek(query, skip, take);
    return paged(await this.metCohorten(opleidingen, true, true), await this.catalogus.tel(query), query);
  }

  @Get(':code')
  @CodeInAdres()
  @Mag('openbaar')
  @Kept()
  @ApiOperation({ operationId: 'opleiding', summary: 'Eén opleiding met cohorten' })
  @ApiOkResponse({ type: OpleidingMetCohortenDto })
  async een(@Param('code') code: string, @DezeWie() wie: Wie): Promise<OpleidingMetCohortenDto> {
    const beheer = mag(wie, 'cohorten.bekijken');
    const opleiding = await this.dataSource.manager.findOneBy(Opleiding, { code: code.toUpperCase() });
    if (!opleiding || !(opleiding.gepubliceerd || beheer)) throw opleidingOnbekend();
    return (await this.metCohorten([opleiding], !beheer, false))[0]!;
  }

  private async metCohorten(
    opleidingen: Opleiding[],
    openbaar: boolean,
    actueel: boolean,
  ): Promise<OpleidingMetCohortenDto[]> {
    const ids = opleidingen.map(({ id }) => id);
    const cohorten = await this.cohorten.zoek({ opleidingIds: ids, openbaar, actueel }, 0, 10_000);
    const codes = await this.opleidingen.vervolgcodes(opleidingen);
    return opleidingen.map((opleiding) => ({
      ...opleidingVan(opleiding, codes.get(opleiding.vervolgOpId) ?? null),
      cohorten: cohorten
        .filter(({ opleidingId }) => opleidingId === opleiding.id)
        .map((cohort) => cohortVan(cohort, true)),
    }));
  }
}
