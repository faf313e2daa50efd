import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import type { Typed } from '../platform/web/form-input.js';
import type { Page } from '../platform/web/page.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { AuditbestandService } from './auditbestand.service.js';
import { ingevuldeVelden, leesAuditvraag } from './auditvraag.rules.js';
import { SporenScherm } from './sporen.scherm.js';

/** What everybody did, for who guards it. */
@ApiExcludeController()
@Controller('beheer')
export class SporenPagesController {
  constructor(
    private readonly scherm: SporenScherm,
    private readonly bestand: AuditbestandService,
    private readonly clock: Clock,
  ) {}

  @Get('audit')
  @Mag('audit.bekijken')
  lijst(@Query() vraag: Typed, @DezeWie() wie: Wie): Promise<Page> {
    return this.scherm.lijst(wie, this.lees(vraag), vraag);
  }

  /** What is wrong with the filter is said on the screen, not in a file. */
  @Get('audit.csv')
  @Mag('audit.bekijken')
  async csv(
    @Query() vraag: Typed,
    @DezeWie() wie: Wie,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | Page> {
    const gelezen = this.lees(vraag);
    if (!gelezen.filter) return this.scherm.lijst(wie, gelezen, vraag);
    const inhoud = await this.bestand.maak(wie, gelezen.filter, ingevuldeVelden(gelezen.velden));
    void reply
      .type('text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="logboek-${dateOf(this.clock.now())}.csv"`)
      .header('cache-control', 'no-store');
    return new StreamableFile(inhoud);
  }

  @Get('audit/:soort/:kenmerk')
  @Mag('audit.record')
  record(
    @Param('soort') soort: string,
    @Param('kenmerk') kenmerk: string,
    @Query() vraag: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page> {
    return this.scherm.record(wie, soort, kenmerk, vraag);
  }

  private lees(vraag: Typed) {
    return leesAuditvraag(vraag, dateOf(this.clock.now()));
  }
}
