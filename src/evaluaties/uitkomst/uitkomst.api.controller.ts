import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiGroup } from '../../platform/web/api-docs.js';
import { paged, sliceOf } from '../../platform/web/paging.js';
import { IdPipe } from '../../platform/web/params.js';
import { Mag } from '../../toegang/rechten.js';
import {
  cohortevaluatieDto,
  CohortuitkomstDto,
  EvaluatiesLijst,
  EvaluatiesQuery,
  regelDto,
  uitkomstDto,
} from './uitkomst.dto.js';
import type { Lijstdeel } from './uitkomst.queries.js';
import { type Academiebeeld, type Deel, UitkomstService } from './uitkomst.service.js';

/** One page of the list that was asked for. */
function lijst(beeld: Academiebeeld, per: EvaluatiesQuery['per'], { skip, take }: Lijstdeel): Deel {
  if (per === 'cohort') return beeld.cohorten;
  if (per !== 'aanbieder' && per !== 'schooljaar') return beeld.opleidingen;
  const regels = per === 'aanbieder' ? beeld.aanbieders : beeld.schooljaren;
  return { regels: regels.slice(skip, skip + take), totaal: regels.length };
}

/** The same figures as the screens, from the same use cases. */
@ApiGroup('evaluaties')
@Mag('evaluaties.bekijken')
@Controller('api/v1')
export class UitkomstApiController {
  constructor(private readonly uitkomst: UitkomstService) {}

  @Get('cohorten/:id/evaluatie')
  @ApiOperation({
    operationId: 'evaluatieVanCohort',
    summary: 'Wat de deelnemers van een cohort vonden; nooit van minder dan vijf mensen',
  })
  @ApiOkResponse({ type: CohortuitkomstDto })
  async vanCohort(@Param('id', IdPipe) id: string): Promise<CohortuitkomstDto> {
    const { evaluatie, nameting } = await this.uitkomst.vanCohort(id);
    return { evaluatie: cohortevaluatieDto(evaluatie), nameting: cohortevaluatieDto(nameting) };
  }

  @Get('evaluaties')
  @ApiOperation({
    operationId: 'evaluatiesLijst',
    summary: 'Uitkomsten per opleiding, aanbieder, schooljaar of cohort, en in totaal',
  })
  @ApiOkResponse({ type: EvaluatiesLijst })
  async alle(@Query() vraag: EvaluatiesQuery): Promise<EvaluatiesLijst> {
    const { opleiding, aanbieder, schooljaar, per } = vraag;
    const blad = sliceOf(vraag);
    const gevraagd = {
      ...(opleiding ? { opleiding } : {}),
      ...(aanbieder ? { aanbieder } : {}),
      ...(schooljaar ? { schooljaar } : {}),
    };
    const beeld = await this.uitkomst.van(gevraagd, blad);
    const { regels, totaal } = lijst(beeld, per, blad);
    return {
      ...paged(regels.map(regelDto), totaal, vraag),
      evaluatie: uitkomstDto(beeld.totaal.evaluatie),
      nameting: uitkomstDto(beeld.totaal.nameting),
    };
  }
}
