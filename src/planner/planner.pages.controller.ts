import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { setTimeout as pause } from 'node:timers/promises';
import type { Wie } from '../audit/wie.js';
import { Settings } from '../platform/config/settings.js';
import { pageLinks } from '../platform/web/page-links.js';
import { Page, Redirect } from '../platform/web/page.js';
import { PagingQuery } from '../platform/web/paging.js';
import { DezeWie, Mag } from '../toegang/mag.decorator.js';
import { mag } from '../toegang/rechten.js';
import { PlannerQueries } from './planner.queries.js';
import { PlannerService } from './planner.service.js';
import { meldingVan, runView, statusVan } from './plannerbeeld.js';
import { TakenService } from './taken.service.js';

const pad = '/beheer/planner';

/** Milliseconds for which the one who starts a task waits to see how it went. */
const geduld = 5000;

@ApiExcludeController()
@Controller('beheer/planner')
export class PlannerPagesController {
  constructor(
    private readonly settings: Settings,
    private readonly planner: PlannerService,
    private readonly taken: TakenService,
    private readonly queries: PlannerQueries,
  ) {}

  @Mag('planner.bekijken')
  @Get()
  async overzicht(@Query() query: PagingQuery, @DezeWie() wie: Wie): Promise<Page> {
    const runs = await this.queries.lijst(query);
    const context = {
      aan: this.settings.PLANNER,
      taken: await this.taakViews(mag(wie, 'planner.draaien')),
      runs: runs.items.map(runView),
      paginering: pageLinks(runs, pad, query),
    };
    return new Page('planner/planner', context, { titel: 'Planner' });
  }

  /** Starts a task now; one that takes long goes on after the answer. */
  @Mag('planner.draaien')
  @Post(':naam/run')
  async draai(@Param('naam') naam: string): Promise<Redirect> {
    const run = this.planner.draai(naam, { proef: false, door: 'beheer' });
    const uitkomst = await Promise.race([run, pause(geduld, undefined, { ref: false })]);
    return new Redirect(pad, meldingVan(naam, uitkomst));
  }

  private async taakViews(magDraaien: boolean) {
    const [laatste, volgende] = [await this.queries.laatstePerTaak(), this.planner.volgende()];
    return this.taken.alle().map(({ taak: { naam, omschrijving }, inWoorden }) => ({
      naam,
      uitleg: omschrijving,
      schema: inWoorden,
      laatste: laatste.get(naam)?.begonnenOp ?? null,
      volgende: volgende.get(naam) ?? null,
      status: laatste.has(naam) ? statusVan(laatste.get(naam)!) : null,
      start: magDraaien ? `${pad}/${naam}/run` : null,
    }));
  }
}
