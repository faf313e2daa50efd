import { Body, Controller, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { KopieDto, WijzigCohortDto } from '../../cohorten/cohortbeheer.dto.js';
import { CohortDto, cohortVan } from '../../cohorten/cohorten.dto.js';
import { CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { ApiGroup, Problems } from '../../platform/web/api-docs.js';
import { Created } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { KopieService } from './kopie.service.js';
import { PlanService } from './plan.service.js';

@ApiGroup('cohorten')
@Controller('api/v1/cohorten')
export class PlanApiController {
  constructor(
    private readonly cohortbeheer: PlanService,
    private readonly kopie: KopieService,
    private readonly queries: CohortenQueries,
  ) {}

  @Patch(':id')
  @Mag('cohorten.beheren')
  @ApiOperation({
    operationId: 'wijzigCohort',
    summary: 'Wijzig een cohort; wat je weglaat blijft. Een hogere capaciteit gaat meteen naar de wachtlijst',
  })
  @ApiOkResponse({ type: CohortDto })
  @Problems(409)
  async wijzig(
    @Param('id', IdPipe) id: string,
    @Body() dto: WijzigCohortDto,
    @DezeWie() wie: Wie,
  ): Promise<CohortDto> {
    await this.cohortbeheer.wijzig(wie, id, dto);
    return cohortVan((await this.queries.een(id, false))!, false);
  }

  @Post(':id/kopie')
  @Mag('cohorten.beheren')
  @ApiOperation({
    operationId: 'kopieerCohort',
    summary:
      'Kopieer een cohort naar volgend jaar (concept): zelfde weekdag, buiten de schoolvakanties; wat je meegeeft gaat voor',
  })
  @ApiCreatedResponse({ type: CohortDto })
  @Problems(409, 422)
  async kopieer(
    @Param('id', IdPipe) id: string,
    @Body() dto: KopieDto,
    @DezeWie() wie: Wie,
  ): Promise<Created<CohortDto>> {
    const kopie = await this.kopie.maak(wie, id, dto);
    return new Created(
      cohortVan((await this.queries.een(kopie, false))!, false),
      `/api/v1/cohorten/${kopie}`,
    );
  }
}
