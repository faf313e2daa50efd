import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { paged, sliceOf } from '../platform/web/paging.js';
import { IdPipe } from '../platform/web/params.js';
import { Mag } from '../toegang/mag.decorator.js';
import { UitkomstCohortService } from './uitkomst-cohort.service.js';
import {
  CohortuitkomstDto,
  cohortevaluatieDto,
  EvaluatiesLijst,
  EvaluatiesQuery,
  regelDto,
  uitkomstDto,
} from './uitkomst.dto.js';
import { UitkomstService } from './uitkomst.service.js';

const lijsten = {
  opleiding: 'opleidingen',
  aanbieder: 'aanbieders',
  schooljaar: 'schooljaren',
  cohort: 'cohorten',
} as const;

/** The same figures as the screens, from the same use cases. */
@ApiGroup('evaluaties')
@Mag('evaluaties.bekijken')
@Controller('api/v1')
export class UitkomstApiController {
  constructor(
    private readonly cohort: UitkomstCohortService,
    private readonly uitkomst: UitkomstService,
  ) {}

  @Get('cohorten/:id/evaluatie')
  @ApiOperation({ summary: 'Wat de deelnemers van een cohort vonden; nooit van minder dan vijf mensen' })
  @ApiOkResponse({ type: CohortuitkomstDto })
  @Problems(400, 401, 403, 404)
  async vanCohort(@Param('id', IdPipe) id: string): Promise<CohortuitkomstDto> {
    const { evaluatie, nameting } = await this.cohort.van(id);
    return { evaluatie: cohortevaluatieDto(evaluatie), nameting: cohortevaluatieDto(nameting) };
  }

  @Get('evaluaties')
  @ApiOperation({ summary: 'Uitkomsten per opleiding, aanbieder, schooljaar of cohort, en in totaal' })
  @ApiOkResponse({ type: EvaluatiesLijst })
  @Problems(400, 401, 403)
  async alle(@Query() vraag: EvaluatiesQuery): Promise<EvaluatiesLijst> {
    const { opleiding, aanbieder, schooljaar, per = 'opleiding' } = vraag;
    const beeld = await this.uitkomst.van({
      ...(opleiding ? { opleiding } : {}),
      ...(aanbieder ? { aanbieder } : {}),
      ...(schooljaar ? { schooljaar } : {}),
    });
    const regels = beeld[lijsten[per]];
    const { skip, take } = sliceOf(vraag);
    return {
      ...paged(regels.slice(skip, skip + take).map(regelDto), regels.length, vraag),
      evaluatie: uitkomstDto(beeld.totaal.evaluatie),
      nameting: uitkomstDto(beeld.totaal.nameting),
    };
  }
}
