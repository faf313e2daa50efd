import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { setTimeout as pause } from 'node:timers/promises';
import type { Wie } from '../toegang/wie.js';
import { TextField } from '../platform/web/fields.js';
import { Page, Redirect } from '../platform/web/page.js';
import { PagingQuery } from '../platform/web/paging.js';
import { DezeWie, mag, Mag } from '../toegang/rechten.js';
import { plannerpaden } from './paden.js';
import { PlannerService } from './planner.service.js';
import { meldingVan, PlannerScherm } from './planner.scherm.js';

/** Milliseconds for which the one who starts a task waits to see how it went. */
const geduld = 5000;

class RunsQuery extends PagingQuery {
  @TextField({ optional: true })
  taak?: string;
}

@ApiExcludeController()
@Controller('beheer/planner')
export class PlannerPagesController {
  constructor(
    private readonly planner: PlannerService,
    private readonly scherm: PlannerScherm,
  ) {}

  @Mag('planner.bekijken')
  @Get()
  overzicht(@Query() { taak, ...query }: RunsQuery, @DezeWie() wie: Wie): Promise<Page> {
    const kijker = { draaien: mag(wie, 'planner.draaien'), cohorten: mag(wie, 'cohorten.beheren') };
    return this.scherm.overzicht(query, taak, kijker);
  }

  /** Starts a task now; one that takes long goes on after the answer. */
  @Mag('planner.draaien')
  @Post(':naam/run')
  async draai(@Param('naam') naam: string, @DezeWie() wie: Wie): Promise<Redirect> {
    const gebruikerId = wie.soort === 'gebruiker' ? wie.id : null;
    const run = this.planner.draai(naam, { proef: false, door: 'beheer', gebruikerId });
    const uitkomst = await Promise.race([run, pause(geduld, undefined, { ref: false })]);
    return new Redirect(plannerpaden.planner, meldingVan(naam, uitkomst));
  }

  /** Shows what the task would do now; nothing changes. */
  @Mag('planner.draaien')
  @Post(':naam/proef')
  @HttpCode(200)
  async proef(@Param('naam') naam: string): Promise<Page> {
    return this.scherm.proef(naam, await this.planner.draai(naam, { proef: true, door: 'beheer' }));
  }
}
