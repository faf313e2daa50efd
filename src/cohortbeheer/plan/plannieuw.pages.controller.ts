import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../../toegang/wie.js';
import { NieuwCohortDto } from '../../cohorten/cohortbeheer.dto.js';
import { CohortenService } from '../../cohorten/cohorten.service.js';
import { Form } from '../../platform/web/form-kind.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import { leegFormulier } from './planformulier.js';
import { Plannieuw } from './plannieuw.js';
import type { Planbeeld } from './planscherm.js';

/** Making a cohort. */
@ApiExcludeController()
@Controller('beheer/cohorten/nieuw')
export class PlannieuwPagesController {
  constructor(
    private readonly nieuw: Plannieuw,
    private readonly cohorten: CohortenService,
  ) {}

  @Get()
  @Mag('cohorten.beheren')
  async toon(@Query('opleiding') opleiding?: unknown): Promise<Page> {
    const code = typeof opleiding === 'string' ? opleiding.toUpperCase() : '';
    return this.pagina(await this.nieuw.context(leegFormulier(code)));
  }

  @Post()
  @Form('rows')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  async maak(@Body() body: Record<string, unknown>, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    const { id, context, status } = await this.nieuw.verwerk(
      NieuwCohortDto,
      body,
      ({ velden: { opleiding, code } }) => ({ opleiding, code }),
      (dto) => this.cohorten.maak(wie, dto),
    );
    return id === undefined ? this.pagina(context, status) : naarPlan(id);
  }

  private async pagina(formulier: Planbeeld, status = 200): Promise<Page> {
    const kruimels = [{ tekst: 'Cohorten', href: '/beheer/cohorten' }];
    const opleidingen = await this.nieuw.opleidingen();
    const context = { kruimels, ...formulier, opleidingen, actie: '/beheer/cohorten/nieuw' };
    return new Page('cohortbeheer/nieuw', context, { titel: 'Nieuw cohort', status });
  }
}

export const naarPlan = (id: string): Redirect =>
  new Redirect(`/beheer/cohorten/${id}/plan`, {
    soort: 'goed',
    tekst: 'Het cohort is gemaakt, als concept. Klopt alles? Zet het dan op de website.',
  });
