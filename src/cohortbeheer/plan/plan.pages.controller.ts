import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { cohortpaden } from '../../cohorten/paden.js';
import { Form } from '../../platform/web/form-kind.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { goed } from '../../platform/web/refused-form.js';
import { plural } from '../../platform/web/template-helpers.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { Planscherm } from './plan.scherm.js';

/** The plan of a cohort, its data and its bijeenkomsten: made, changed, and made once more for next year. */
@ApiExcludeController()
@Controller('beheer/cohorten')
export class PlanPagesController {
  constructor(private readonly scherm: Planscherm) {}

  @Get('nieuw')
  @Mag('cohorten.beheren')
  nieuw(@Query('opleiding') opleiding?: unknown): Promise<Page> {
    return this.scherm.nieuw(typeof opleiding === 'string' ? opleiding.toUpperCase() : '');
  }

  @Post('nieuw')
  @Form('rows')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  async maak(@Body() body: Record<string, unknown>, @DezeWie() wie: Wie): Promise<Page | Redirect> {
    return naarPlan(await this.scherm.maak(wie, body));
  }

  @Get(':id/plan')
  @Mag('cohorten.beheren')
  plan(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.toon(id);
  }

  @Post(':id/plan')
  @Form('rows')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  async wijzig(
    @Param('id', IdPipe) id: string,
    @Body() body: Record<string, unknown>,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const uitkomst = await this.scherm.wijzig(wie, id, body);
    if (uitkomst instanceof Page) return uitkomst;
    const gemeld =
      uitkomst.gemeld > 0 ? ` ${plural(uitkomst.gemeld, 'mens krijgt', 'mensen krijgen')} bericht.` : '';
    return new Redirect(cohortpaden.plan(id), goed(`Het plan is bewaard.${gemeld}`));
  }

  @Get(':id/kopie')
  @Mag('cohorten.beheren')
  kopie(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.kopie(id);
  }

  @Post(':id/kopie')
  @Form('rows')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  async kopieer(
    @Param('id', IdPipe) id: string,
    @Body() body: Record<string, unknown>,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    return naarPlan(await this.scherm.kopieer(wie, id, body));
  }
}

function naarPlan(uitkomst: Page | { id: string }): Page | Redirect {
  if (uitkomst instanceof Page) return uitkomst;
  const tekst = 'Het cohort is gemaakt, als concept. Klopt alles? Zet het dan op de website.';
  return new Redirect(cohortpaden.plan(uitkomst.id), goed(tekst));
}
