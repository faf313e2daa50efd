import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { CohortDto, cohortVan } from '../cohorten/cohorten.dto.js';
import { CohortenQueries } from '../cohorten/cohorten.queries.js';
import { ApiGroup, Problems } from '../platform/web/api-docs.js';
import { IdPipe } from '../platform/web/params.js';
import {
  CohortannuleringDto,
  SamenvoegingDto,
  VoorproefDto,
  VoorproefVraagDto,
} from './verhuizen/verhuizen.dto.js';
import { AnnulerenService } from './verhuizen/annuleren.service.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { KopieDto, WijzigCohortDto } from '../cohorten/cohortbeheer.dto.js';
import { Created } from '../platform/web/page.js';
import { KopieService } from './plan/kopie.service.js';
import { PlanService } from './plan/plan.service.js';
import { NoFields } from '../platform/web/validation.js';
import { AfrondingDto, BesluitDto } from './levensloop/levensloop.dto.js';
import { AfrondingService } from './levensloop/afronding.service.js';
import { BesluitService } from './levensloop/besluit.service.js';
import { PublicatieService } from './levensloop/publicatie.service.js';
import { SamenvoegenService } from './verhuizen/samenvoegen.service.js';

/** The deeds on a whole cohort: its plan, its life, cancelling and merging. Most answer it as it is then. */
@ApiGroup('cohorten')
@Controller('api/v1/cohorten')
export class CohortbeheerApiController {
  constructor(
    private readonly annuleren: AnnulerenService,
    private readonly plan: PlanService,
    private readonly kopie: KopieService,
    private readonly publicatie: PublicatieService,
    private readonly besluiten: BesluitService,
    private readonly afronding: AfrondingService,
    private readonly samenvoegen: SamenvoegenService,
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
    return this.toon(id);
  }

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
    await this.plan.wijzig(wie, id, dto);
    return this.toon(id);
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
    return new Created(await this.toon(kopie), `/api/v1/cohorten/${kopie}`);
  }

  @Post(':id/peiling')
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

  @Post(':id/publicatie')
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

  @Post(':id/besluit')
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

  @Post(':id/afronding')
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

  @Get(':id/samenvoeging')
  @Mag('cohorten.beheren')
  @ApiOperation({
    operationId: 'samenvoegingVanCohortVooraf',
    summary: 'Wat samenvoegen nu zou doen: wie krijgt welke mail',
  })
  @ApiOkResponse({ type: VoorproefDto })
  @Problems(409, 422)
  voorproef(
    @Param('id', IdPipe) id: string,
    @Query() { met, capaciteit }: VoorproefVraagDto,
  ): Promise<VoorproefDto> {
    return this.samenvoegen.voorproef(id, met, capaciteit ?? null);
  }

  @Post(':id/samenvoeging')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'voegCohortenSamen',
    summary: 'Voeg dit cohort samen met een ander van dezelfde opleiding; antwoord is het cohort dat blijft',
  })
  @ApiOkResponse({ type: CohortDto })
  @Problems(409, 422)
  async voegSamen(
    @Param('id', IdPipe) id: string,
    @Body() dto: SamenvoegingDto,
    @DezeWie() wie: Wie,
  ): Promise<CohortDto> {
    await this.samenvoegen.voegSamen(wie, id, dto);
    return this.toon(dto.met);
  }

  private async toon(id: string): Promise<CohortDto> {
    return cohortVan((await this.queries.een(id, false))!, false);
  }
}
