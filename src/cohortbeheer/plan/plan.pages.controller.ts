import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Form } from '../../platform/web/form-kind.js';
import { Page, Redirect } from '../../platform/web/page.js';
import { IdPipe } from '../../platform/web/params.js';
import { plural } from '../../platform/web/template-helpers.js';
import { DezeWie, Mag } from '../../toegang/rechten.js';
import type { Wie } from '../../toegang/wie.js';
import { Planscherm } from './plan.scherm.js';
import { cohortpaden } from '../../cohorten/paden.js';

/** The plan of one cohort: its data and its bijeenkomsten. */
@ApiExcludeController()
@Controller('beheer/cohorten/:id/plan')
export class PlanPagesController {
  constructor(private readonly scherm: Planscherm) {}

  @Get()
  @Mag('cohorten.beheren')
  async toon(@Param('id', IdPipe) id: string): Promise<Page> {
    return this.scherm.toon(id);
  }

  @Post()
  @Form('rows')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  async verwerk(
    @Param('id', IdPipe) id: string,
    @Body() body: Record<string, unknown>,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const uitkomst = await this.scherm.verwerk(wie, id, body);
    if (uitkomst instanceof Page) return uitkomst;
    const gemeld =
      uitkomst.gemeld > 0 ? ` ${plural(uitkomst.gemeld, 'mens krijgt', 'mensen krijgen')} bericht.` : '';
    return new Redirect(cohortpaden.plan(id), {
      soort: 'goed',
      tekst: `Het plan is bewaard.${gemeld}`,
    });
  }
}
