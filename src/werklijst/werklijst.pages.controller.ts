import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Wie } from '../toegang/wie.js';
import { mailstopbalk } from '../berichten/berichten.scherm.js';
import { InrichtenScherm } from '../inrichten/inrichten.scherm.js';
import { Clock } from '../platform/clock/clock.js';
import { pageNumberOf, type Typed } from '../platform/web/form-input.js';
import { Page } from '../platform/web/page.js';
import { sliceOf } from '../platform/web/paging.js';
import { WerklijstQueries } from './werklijst.queries.js';
import { groepcodeVan } from './werklijst.rules.js';
import { groeppagina, vandaagbeeld, weekpagina } from './werklijst.scherm.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import { Verzendrij } from '../berichten/verzendrij.service.js';

const PER_PAGINA = 25;
const IN_DE_WEEK = 30;

/** The screens with which the coördinator's day begins: the work that waits, and the bijeenkomsten of this week. */
@ApiExcludeController()
@Mag('aanmeldingen.beheren')
@Controller('beheer')
export class WerklijstPagesController {
  constructor(
    private readonly queries: WerklijstQueries,
    private readonly clock: Clock,
    private readonly rij: Verzendrij,
    private readonly inrichten: InrichtenScherm,
  ) {}

  @Get()
  async vandaag(@DezeWie() wie: Wie): Promise<Page> {
    const [groepen, week, volgende, stop, inrichtbalk] = await Promise.all([
      this.queries.alles(),
      this.queries.week(0, IN_DE_WEEK),
      this.queries.volgende(),
      this.rij.stilstand(),
      this.inrichten.balk(wie),
    ]);
    const context = vandaagbeeld({ groepen, week, volgende, nu: this.clock.now() });
    const mailstop = stop && mailstopbalk(stop, wie);
    return new Page('werklijst/vandaag', { ...context, mailstop, inrichtbalk }, { titel: 'Vandaag' });
  }

  @Get('deze-week')
  async week(@Query() vraag: Typed): Promise<Page> {
    const paging = { pagina: pageNumberOf(vraag.pagina), paginaGrootte: PER_PAGINA };
    const { skip, take } = sliceOf(paging);
    const week = await this.queries.week(skip, take);
    return new Page('werklijst/week', weekpagina(week, paging, this.clock.now()), { titel: 'Deze week' });
  }

  @Get('werklijst/:groep')
  async groep(@Param('groep') code: string, @Query() vraag: Typed): Promise<Page> {
    const paging = { pagina: pageNumberOf(vraag.pagina), paginaGrootte: PER_PAGINA };
    const { skip, take } = sliceOf(paging);
    const groep = await this.queries.groep(groepcodeVan(code), skip, take);
    return new Page('werklijst/groep', groeppagina(groep, paging), { titel: groep.titel });
  }
}
