import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Wie } from '../../toegang/wie.js';
import { CohortDto, cohortVan } from '../../cohorten/cohorten.dto.js';
import { CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { ApiGroup, Problems } from '../../platform/web/api-docs.js';
import { IdPipe } from '../../platform/web/params.js';
import { CohortannuleringDto } from './annuleren.dto.js';
import { AnnulerenService } from './annuleren.service.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';

@ApiGroup('cohorten')
@Controller('api/v1/cohorten')
export class AnnulerenApiController {
  constructor(
    private readonly annuleren: AnnulerenService,
    private readonly queries: CohortenQueries,
  ) {}

  @Post(':id/annulering')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'annuleerCohort',
    summary: 'Het cohort gaat niet door; iedereen krijgt bericht met de reden en de andere cohorten',
  })
  @ApiOkResponse({ type: CohortDto })
  @Problems(409, 422)
  async annuleer(
    @Param('id', IdPipe) id: string,
    @Body() dto: CohortannuleringDto,
    @DezeWie() wie: Wie,
  ): Promise<CohortDto> {
    await this.annuleren.annuleer(wie, id, dto);
    return cohortVan((await this.queries.een(id, false))!, false);
  }
}
