import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Wie } from '../../toegang/wie.js';
import { CohortDto, cohortVan } from '../../cohorten/cohorten.dto.js';
import { CohortenQueries } from '../../cohorten/cohorten.queries.js';
import { ApiGroup, Problems } from '../../platform/web/api-docs.js';
import { IdPipe } from '../../platform/web/params.js';
import { NoFields } from '../../platform/web/validation.js';
import { AfrondingDto, BesluitDto } from './levensloop.dto.js';
import { AfrondingService } from './afronding.service.js';
import { BesluitService } from './besluit.service.js';
import { PublicatieService } from './publicatie.service.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';

/** The steps in the life of a cohort. */
@ApiGroup('cohorten')
@Controller('api/v1/cohorten/:id')
export class VoortgangApiController {
  constructor(
    private readonly publicatie: PublicatieService,
    private readonly besluiten: BesluitService,
    private readonly afronding: AfrondingService,
    private readonly queries: CohortenQueries,
  ) {}

  @Post('peiling')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'peilCohort',
    summary: 'Begin de peiling: iedereen ziet het cohort en kan belangstelling melden',
  })
  @ApiOkResponse({ type: CohortDto })
  @Problems(409)
  async peil(@Param('id', IdPipe) id: string, @Body() _leeg: NoFields, @DezeWie() wie: Wie) {
    await this.publicatie.peil(wie, id);
    return this.toon(id);
  }

  @Post('publicatie')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'publiceerCohort',
    summary: 'Open het cohort voor aanmelden; wie belangstelling had krijgt bericht',
  })
  @ApiOkResponse({ type: CohortDto })
  @Problems(409)
  async publiceer(@Param('id', IdPipe) id: string, @Body() _leeg: NoFields, @DezeWie() wie: Wie) {
    await this.publicatie.publiceer(wie, id);
    return this.toon(id);
  }

  @Post('besluit')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'beslisOverCohort',
    summary: 'Beslis of een open cohort doorgaat; deelnemers krijgen bericht van go en no-go',
  })
  @ApiOkResponse({ type: CohortDto })
  @Problems(409, 422)
  async besluit(@Param('id', IdPipe) id: string, @Body() dto: BesluitDto, @DezeWie() wie: Wie) {
    await this.besluiten.besluit(wie, id, dto);
    return this.toon(id);
  }

  @Post('afronding')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'rondCohortAf',
    summary: 'Rond het cohort af na de laatste bijeenkomst: ieder met een plaats heeft het voltooid of niet',
  })
  @ApiOkResponse({ type: CohortDto })
  @Problems(409)
  async rondAf(@Param('id', IdPipe) id: string, @Body() dto: AfrondingDto, @DezeWie() wie: Wie) {
    await this.afronding.rondAf(wie, id, dto);
    return this.toon(id);
  }

  private async toon(id: string): Promise<CohortDto> {
    return cohortVan((await this.queries.een(id, false))!, false);
  }
}
