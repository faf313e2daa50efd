import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { WijzigCohortDto } from '../cohorten/cohortbeheer.dto.js';
import { cohortpaden } from '../cohorten/paden.js';
import { pageNumberOf, searchTextOf, type Typed } from '../platform/web/form-input.js';
import { Page, Redirect } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { goed, probeer } from '../platform/web/refused-form.js';
import { checkOrThrow } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { Cohortenscherm } from './cohorten.scherm.js';
import { groepen, Mensenscherm } from './mensen/mensen.scherm.js';
import { PlanService } from './plan/plan.service.js';

/** The coördinator's first screens: all cohorten with their filling, one cohort with its people, and its history. */
@ApiExcludeController()
@Controller('beheer')
export class CohortenPagesController {
  constructor(
    private readonly scherm: Cohortenscherm,
    private readonly mensen: Mensenscherm,
    private readonly plan: PlanService,
  ) {}

  @Get('cohorten')
  @Mag('aanmeldingen.beheren')
  lijst(@Query() vraag: Typed): Promise<Page> {
    return this.scherm.lijst(vraag);
  }

  @Get('cohorten/:id')
  @Mag('aanmeldingen.beheren')
  een(@Param('id', IdPipe) id: string, @Query() vraag: Typed, @DezeWie() wie: Wie): Promise<Page> {
    const groep = groepen.find((naam) => naam === vraag.groep);
    return this.mensen.toon(id, wie, undefined, {
      zoek: searchTextOf(vraag.zoek),
      groep,
      pagina: pageNumberOf(vraag.pagina),
    });
  }

  @Post('cohorten/:id/capaciteit')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  capaciteit(
    @Param('id', IdPipe) id: string,
    @Body() body: Typed,
    @DezeWie() wie: Wie,
  ): Promise<Page | Redirect> {
    const getypt = searchTextOf(body.capaciteit);
    return probeer(
      async () => {
        const capaciteit = /^\d{1,6}$/.test(getypt) ? Number(getypt) : getypt;
        await this.plan.wijzig(wie, id, checkOrThrow(WijzigCohortDto, { capaciteit }));
        return new Redirect(cohortpaden.een(id), goed('De capaciteit is gewijzigd.'));
      },
      (fouten) => this.mensen.toon(id, wie, { waarden: { capaciteit: getypt }, fouten }),
      'capaciteit',
    );
  }

  @Get('cohorten/:id/geschiedenis')
  @Mag('aanmeldingen.beheren')
  geschiedenis(@Param('id', IdPipe) id: string, @Query() vraag: Typed): Promise<Page> {
    return this.scherm.geschiedenis(id, vraag);
  }
}
