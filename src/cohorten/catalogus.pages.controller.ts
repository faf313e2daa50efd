import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { Page } from '../platform/web/page.js';
import { pageLinks } from '../platform/web/page-links.js';
import { paged, sliceOf } from '../platform/web/paging.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { opleidingOnbekend } from '../opleidingen/opleidingen.errors.js';
import { type Catalogusfilter, CatalogusQueries } from './catalogus.queries.js';
import { puntenVan } from './cohort.scherm.js';
import { CohortenQueries } from './cohorten.queries.js';
import { kalender, randen } from './maand.rules.js';
import { SchoolvakantiesService } from './schoolvakanties.service.js';
import { catalogusJsonld, opleidingJsonld } from './jsonld.rules.js';
import {
  aanbod,
  type Catalogusvraag,
  type GetoondFilter,
  leesFilter,
  maandlinks,
  opleidingspagina,
  zoekvak,
} from './catalogus.scherm.js';
import { TellingenQueries } from './tellingen.queries.js';
import { Mag } from '../toegang/rechten.js';
import { cohortpaden } from './paden.js';
import { koppelpaden } from '../koppelingen/paden.js';

const PER_PAGINA = 60;
const feeds = [
  { type: 'application/rss+xml', titel: 'Nieuwe cohorten', href: koppelpaden.feed },
  { type: 'text/calendar', titel: 'Agenda van de academie', href: koppelpaden.agenda },
];

@ApiExcludeController()
@Controller()
export class CatalogusPagesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly catalogus: CatalogusQueries,
    private readonly cohorten: CohortenQueries,
    private readonly tellingen: TellingenQueries,
    private readonly settings: Settings,
    private readonly vakanties: SchoolvakantiesService,
  ) {}

  @Get()
  @Mag('openbaar')
  async zoek(@Query() vraag: Catalogusvraag): Promise<Page> {
    const { filter, shown, pagina, maand } = leesFilter(vraag);
    if (maand) return this.maand(maand, filter, shown);
    const paging = { pagina, paginaGrootte: PER_PAGINA };
    const { skip, take } = sliceOf(paging);
    const opleidingen = await this.catalogus.zoek(filter, skip, take);
    const totaal = await this.catalogus.tel(filter);
    const cohorten = await this.cohorten.zoek({
      opleidingIds: opleidingen.map(({ id }) => id),
      openbaar: true,
      actueel: true,
    });
    const context = {
      ...zoekvak(shown, await this.catalogus.plaatsen(), this.clock.now()),
      maandHref: maandlinks('/', dateOf(this.clock.now()).slice(0, 7), shown).hierHref,
      totaal,
      ...aanbod(opleidingen, cohorten),
      inrichting: totaal === 0 ? await this.catalogus.inrichting(this.settings.production) : null,
      paginering: pageLinks(paged(opleidingen, totaal, paging), '/', vraag),
    };
    const omschrijving = 'Opleidingen en trainingen voor iedereen die in het Utrechtse onderwijs werkt.';
    return new Page('opleidingen/catalogus', context, {
      titel: 'Opleidingen',
      omschrijving,
      canoniek: pagina > 1 ? `/?pagina=${pagina}` : '/',
      feeds,
      jsonld: catalogusJsonld(opleidingen, this.settings.BASE_URL),
    });
  }

  private async maand(maand: string, filter: Catalogusfilter, shown: GetoondFilter): Promise<Page> {
    const { van, totEnMet } = randen(maand);
    const opleidingen = new Set((await this.catalogus.zoek(filter, 0, 1000)).map(({ id }) => id));
    const cohorten = await this.cohorten.inDagen(van, totEnMet, true);
    const punten = puntenVan(
      cohorten.filter(({ opleidingId }) => opleidingen.has(opleidingId)),
      (c) => cohortpaden.inCatalogus(c.opleidingCode, c.code),
    );
    const context = {
      ...zoekvak(shown, await this.catalogus.plaatsen(), this.clock.now()),
      ...kalender(maand, punten, await this.vakanties.alle(), dateOf(this.clock.now())),
      ...maandlinks(cohortpaden.catalogus, maand, shown),
    };
    return new Page('opleidingen/maand', context, { titel: `Opleidingen in ${context.maand}` });
  }

  @Get('opleidingen/:code')
  @Mag('openbaar')
  async een(@Param('code') code: string): Promise<Page> {
    const { manager } = this.dataSource;
    const opleiding = await manager.findOneBy(Opleiding, { code: code.toUpperCase(), gepubliceerd: true });
    if (!opleiding) throw opleidingOnbekend();
    const [cohorten, tellingen, vervolg, vervolgOp] = await Promise.all([
      this.cohorten.zoek({ opleidingIds: [opleiding.id], openbaar: true }),
      this.tellingen.vanOpleiding(opleiding.id),
      manager.findOneBy(Opleiding, { vervolgOpId: opleiding.id, gepubliceerd: true }),
      opleiding.vervolgOpId
        ? manager.findOneBy(Opleiding, { id: opleiding.vervolgOpId, gepubliceerd: true })
        : null,
    ]);
    const context = opleidingspagina({ opleiding, cohorten, tellingen, vervolg, vervolgOp });
    const omschrijving = opleiding.omschrijving.slice(0, 200);
    return new Page('opleidingen/opleiding', context, {
      titel: opleiding.naam,
      ...(omschrijving ? { omschrijving } : {}),
      canoniek: cohortpaden.opleiding(opleiding.code),
      feeds,
      jsonld: opleidingJsonld(opleiding, cohorten, this.settings.BASE_URL),
    });
  }
}
