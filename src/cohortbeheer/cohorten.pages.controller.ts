import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { statusInWoorden } from '../cohorten/cohort.scherm.js';
import { WijzigCohortDto } from '../cohorten/cohortbeheer.dto.js';
import { CohortenQueries, type Cohortfilter } from '../cohorten/cohorten.queries.js';
import { cohortstatussen } from '../cohorten/standen.js';
import { pageNumberOf, refusalByField, searchTextOf, type Typed } from '../platform/web/form-input.js';
import { pageLinks } from '../platform/web/page-links.js';
import { Page, Redirect } from '../platform/web/page.js';
import { paged, sliceOf } from '../platform/web/paging.js';
import { IdPipe } from '../platform/web/params.js';
import { checkOrThrow } from '../platform/web/validation.js';
import { DezeWie, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { groepen } from './mensen/mensen.queries.js';
import { cohortInLijst, letOp, Mensenscherm } from './mensen/mensen.scherm.js';
import { PlanService } from './plan/plan.service.js';
import { cohortpaden } from '../cohorten/paden.js';

const PER_PAGINA = 25;

/** The coördinator's first screens: all cohorten with their filling, and one cohort with its people. */
@ApiExcludeController()
@Controller('beheer')
export class CohortenPagesController {
  constructor(
    private readonly cohorten: CohortenQueries,
    private readonly cohortbeheer: PlanService,
    private readonly scherm: Mensenscherm,
  ) {}

  @Get('cohorten')
  @Mag('aanmeldingen.beheren')
  async lijst(@Query() vraag: Typed): Promise<Page> {
    const shown = {
      zoek: searchTextOf(vraag.zoek),
      schooljaar: searchTextOf(vraag.schooljaar),
      status: searchTextOf(vraag.status),
    };
    const given = Object.fromEntries(Object.entries(shown).filter(([, waarde]) => waarde !== ''));
    const filter: Cohortfilter = { ...given, openbaar: false };
    const pagina = pageNumberOf(vraag.pagina);
    const paging = { pagina, paginaGrootte: PER_PAGINA };
    const { skip, take } = sliceOf(paging);
    const cohorten = await this.cohorten.zoek(filter, skip, take);
    const totaal = await this.cohorten.tel(filter);
    const schooljaren = await this.cohorten.schooljaren();
    const context = {
      pad: cohortpaden.lijst,
      filter: shown,
      keuzes: {
        schooljaren: schooljaren.map((jaar) => ({ waarde: jaar, tekst: jaar })),
        statussen: cohortstatussen.map((status) => ({ waarde: status, tekst: statusInWoorden(status) })),
      },
      totaal,
      nieuwHref: cohortpaden.nieuw,
      letOp: letOp(await this.cohorten.onderMinimum(5)),
      cohorten: cohorten.map(cohortInLijst),
      paginering: pageLinks(paged(cohorten, totaal, paging), cohortpaden.lijst, shown),
    };
    return new Page('cohortbeheer/cohorten', context, { titel: 'Cohorten' });
  }

  @Get('cohorten/:id')
  @Mag('aanmeldingen.beheren')
  een(@Param('id', IdPipe) id: string, @Query() vraag: Typed, @DezeWie() wie: Wie): Promise<Page> {
    const groep = groepen.find((naam) => naam === vraag.groep);
    return this.scherm.toon(id, wie, undefined, {
      zoek: searchTextOf(vraag.zoek),
      groep,
      pagina: pageNumberOf(vraag.pagina),
    });
  }

  @Post('cohorten/:id/capaciteit')
  @Mag('cohorten.beheren')
  @HttpCode(200)
  async capaciteit(@Param('id', IdPipe) id: string, @Body() body: Typed, @DezeWie() wie: Wie) {
    const getypt = searchTextOf(body.capaciteit);
    return this.probeer(id, wie, { capaciteit: getypt }, 'De capaciteit is gewijzigd.', () => {
      const capaciteit = /^\d{1,6}$/.test(getypt) ? Number(getypt) : getypt;
      return this.cohortbeheer.wijzig(wie, id, checkOrThrow(WijzigCohortDto, { capaciteit }));
    });
  }

  /** Does it and goes on; a refusal comes back on the same screen with what was typed. */
  private async probeer(
    id: string,
    wie: Wie,
    waarden: Typed,
    gelukt: string,
    daad: () => Promise<unknown>,
  ): Promise<Page | Redirect> {
    try {
      await daad();
    } catch (fout) {
      return this.scherm.toon(id, wie, { waarden, fouten: refusalByField(fout, Object.keys(waarden)[0]) });
    }
    return new Redirect(cohortpaden.een(id), { soort: 'goed', tekst: gelukt });
  }
}
