import { Kept } from '../platform/web/kept-answers.js';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { Created } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { paged, sliceOf } from '../platform/web/paging.js';
import { DezeWie, mag, Mag } from '../toegang/rechten.js';
import { NieuwCohortDto } from './cohortbeheer.dto.js';
import { CohortDto, CohortenlijstDto, CohortenQuery, cohortVan } from './cohorten.dto.js';
import { cohortOnbekend } from './cohorten.errors.js';
import { CohortenQueries } from './cohorten.queries.js';
import { CohortenService } from './cohorten.service.js';

@ApiGroup('cohorten')
@Controller('api/v1/cohorten')
export class CohortenApiController {
  constructor(
    private readonly queries: CohortenQueries,
    private readonly cohorten: CohortenService,
  ) {}

  @Get()
  @Kept()
  @Mag('openbaar')
  @ApiOperation({ operationId: 'cohortenLijst', summary: 'Cohorten, wat nog moet beginnen eerst' })
  @ApiOkResponse({ type: CohortenlijstDto })
  async lijst(@Query() query: CohortenQuery, @DezeWie() wie: Wie): Promise<CohortenlijstDto> {
    const { skip, take } = sliceOf(query);
    const filter = {
      openbaar: !mag(wie, 'cohorten.bekijken'),
      ...(query.opleiding ? { opleiding: query.opleiding } : {}),
      ...(query.sector ? { sector: query.sector } : {}),
      ...(query.aanmelden ? { aanmelden: query.aanmelden } : {}),
    };
    const items = await this.queries.zoek(filter, skip, take);
    return paged(
      items.map((item) => cohortVan(item, filter.openbaar)),
      await this.queries.tel(filter),
      query,
    );
  }

  @Get(':id')
  @Kept()
  @Mag('openbaar')
  @ApiOperation({ operationId: 'cohort', summary: 'Eén cohort' })
  @ApiOkResponse({ type: CohortDto })
  async een(@Param('id', IdPipe) id: string, @DezeWie() wie: Wie): Promise<CohortDto> {
    const openbaar = !mag(wie, 'cohorten.bekijken');
    const cohort = await this.queries.een(id, openbaar);
    if (!cohort) throw cohortOnbekend();
    return cohortVan(cohort, openbaar);
  }

  @Post()
  @Mag('cohorten.beheren')
  @ApiOperation({
    operationId: 'maakCohort',
    summary: 'Maak een cohort (concept); gebeurd is gebeurd, dus data in het verleden mogen',
  })
  @ApiCreatedResponse({ type: CohortDto })
  @Problems(409, 422)
  async maak(@Body() dto: NieuwCohortDto, @DezeWie() wie: Wie): Promise<Created<CohortDto>> {
    const id = await this.cohorten.maak(wie, dto);
    return new Created(cohortVan((await this.queries.een(id, false))!, false), `/api/v1/cohorten/${id}`);
  }
}
