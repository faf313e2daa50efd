import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Wie } from '../toegang/wie.js';
import { cohortOnbekend } from '../cohorten/cohorten.errors.js';
import { CohortenQueries } from '../cohorten/cohorten.queries.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { IdPipe } from '../platform/web/params.js';
import { LijstQuery } from './deelnemerslijsten.dto.js';
import { DeelnemerslijstenService } from './deelnemerslijsten.service.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { alsBestand } from './formaten.rules.js';
import type { Filter } from './deelnemerslijsten.rules.js';

/** Deelnemerslijsten behind a link on a page; the links carry the filters of that page. */
@ApiExcludeController()
@Controller()
export class DownloadsPagesController {
  constructor(
    private readonly lijsten: DeelnemerslijstenService,
    private readonly cohorten: CohortenQueries,
    private readonly clock: Clock,
  ) {}

  @Get('bestuur/deelnemerslijst.csv')
  @Mag('bestuur.bekijken')
  bestuurCsv(
    @Query() query: LijstQuery,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.stuur(wie, query, 'csv', reply);
  }

  @Get('bestuur/deelnemerslijst.xlsx')
  @Mag('bestuur.bekijken')
  bestuurXlsx(
    @Query() query: LijstQuery,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.stuur(wie, query, 'xlsx', reply);
  }

  @Get('beheer/cohorten/:id/deelnemerslijst.csv')
  @Mag('aanmeldingen.beheren')
  cohortCsv(
    @Param('id', IdPipe) id: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.stuurCohort(wie, id, 'csv', reply);
  }

  @Get('beheer/cohorten/:id/deelnemerslijst.xlsx')
  @Mag('aanmeldingen.beheren')
  cohortXlsx(
    @Param('id', IdPipe) id: string,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.stuurCohort(wie, id, 'xlsx', reply);
  }

  private async stuurCohort(wie: Wie, id: string, formaat: 'csv' | 'xlsx', reply: FastifyReply) {
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    return this.stuur(wie, { cohort: id }, formaat, reply, cohort.code);
  }

  private async stuur(
    wie: Wie,
    filter: Filter,
    formaat: 'csv' | 'xlsx',
    reply: FastifyReply,
    cohortcode?: string,
  ): Promise<StreamableFile> {
    const inhoud = await this.lijsten.bestand(wie, filter, formaat);
    const waarvan = [cohortcode ?? filter.opleiding, filter.schooljaar];
    alsBestand(reply, formaat, waarvan, dateOf(this.clock.now()));
    return new StreamableFile(inhoud);
  }
}
