import { Kept } from '../platform/web/kept-answers.js';
import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { Page } from '../platform/web/page.js';
import { IdPipe } from '../platform/web/params.js';
import { sliceOf } from '../platform/web/paging.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { opleidingOnbekend, versieOnbekend } from '../opleidingen/opleidingen.errors.js';
import { AgendaService } from './agenda.service.js';
import { type Catalogusfilter, CatalogusQueries } from './catalogus.queries.js';
import { puntenVan } from './cohort.scherm.js';
import { CohortenQueries } from './cohorten.queries.js';
import { kalender, randen } from './maand.rules.js';
import { SchoolvakantiesService } from './schoolvakanties.service.js';
import { catalogusJsonld, opleidingJsonld } from './jsonld.rules.js';
import { cataloguspagina, opleidingspagina, versiepagina } from './catalogus.scherm.js';
import {
  type Catalogusvraag,
  type GetoondFilter,
  leesFilter,
  maandlinks,
  zoekvak,
} from './catalogusfilter.scherm.js';
import { VersiesService } from '../opleidingen/versies.service.js';
import { DezeWie, mag, Mag } from '../toegang/rechten.js';
import type { Wie } from '../toegang/wie.js';
import { cohortpaden } from './paden.js';
import { koppelpaden } from '../koppelingen/paden.js';

const feeds = [
  { type: 'application/rss+xml', titel: 'Nieuwe groepen', href: koppelpaden.feed },
  { type: 'text/calendar', titel: 'Agenda van de academie', href: koppelpaden.agenda },
];

/** The pages of opleidingen and their cohorten that everybody may see. */
@ApiExcludeController()
@Controller()
export class CatalogusPagesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly catalogus: CatalogusQueries,
    private readonly cohorten: CohortenQueries,
    private readonly settings: Settings,
    private readonly vakanties: SchoolvakantiesService,
    private readonly agenda: AgendaService,
    private readonly versies: VersiesService,
  ) {}

  @Get()
  @Mag('openbaar')
  @Kept()
  async zoek(@Query() vraag: Catalogusvraag): Promise<Page> {
    const { filter, shown, paging, maand } = leesFilter(vraag);
    if (maand) return this.maand(maand, filter, shown);
    const { skip, take } = sliceOf(paging);
    const opleidingen = await this.catalogus.zoek(filter, skip, take);
    const totaal = await this.catalogus.tel(filter);
    const cohorten = await this.cohorten.zoek({
      opleidingIds: opleidingen.map(({ id }) => id),
      openbaar: true,
      actueel: true,
    });
    const context = cataloguspagina({
      vraag,
      opleidingen,
      cohorten,
      totaal,
      plaatsen: await this.catalogus.plaatsen(),
      inrichting: totaal === 0 ? await this.catalogus.inrichting(this.settings.production) : null,
      nu: this.clock.now(),
    });
    const omschrijving = 'Opleidingen en trainingen voor iedereen die in het onderwijs werkt.';
    return new Page('opleidingen/catalogus', context, {
      titel: 'Opleidingen',
      omschrijving,
      canoniek: paging.pagina > 1 ? `/?pagina=${paging.pagina}` : '/',
      feeds,
      jsonld: catalogusJsonld(opleidingen, this.settings.BASE_URL),
    });
  }

  private async maand(maand: string, filter: Catalogusfilter, shown: GetoondFilter): Promise<Page> {
    const dagen = randen(maand);
    const opleidingen = new Set((await this.catalogus.zoek(filter, 0, 1000)).map(({ id }) => id));
    const cohorten = await this.cohorten.inDagen(dagen, true);
    const punten = puntenVan(
      cohorten.filter(({ opleidingId }) => opleidingen.has(opleidingId)),
      dagen,
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
  @Kept()
  async een(@Param('code') code: string): Promise<Page> {
    const { manager } = this.dataSource;
    const opleiding = await manager.findOneBy(Opleiding, { code: code.toUpperCase(), gepubliceerd: true });
    if (!opleiding) throw opleidingOnbekend();
    const [cohorten, tellingen, vervolg, vervolgOp] = await Promise.all([
      this.cohorten.zoek({ opleidingIds: [opleiding.id], openbaar: true }),
      this.cohorten.tellingen(opleiding.id),
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
      jsonld: opleidingJsonld(opleiding, cohorten, this.agenda.uitgever()),
    });
  }

  /** An opleiding as it stood before, for who enrolled then; also when it is no longer on the site. */
  @Get('opleidingen/:code/versies/:nummer')
  @Mag('openbaar')
  @Header('x-robots-tag', 'noindex')
  async versie(
    @Param('code') code: string,
    @Param('nummer') nummer: string,
    @DezeWie() wie: Wie,
  ): Promise<Page> {
    const { manager } = this.dataSource;
    const nu = await manager.findOneBy(Opleiding, { code: code.toUpperCase() });
    if (!nu) throw opleidingOnbekend();
    const versie = await this.versies.een(nu.id, nummer, !mag(wie, 'opleidingen.beheren'));
    if (!versie) throw versieOnbekend();
    const vorige = versie.gegevens.vervolgOpId;
    const vervolgOp = vorige ? await manager.findOneBy(Opleiding, { id: vorige, gepubliceerd: true }) : null;
    const titel = `${versie.gegevens.naam} (eerdere versie)`;
    return new Page('opleidingen/versie', versiepagina(versie, nu, vervolgOp), { titel });
  }

  @Get('cohorten/:id/agenda.ics')
  @Kept()
  @Mag('openbaar')
  @Header('content-type', 'text/calendar; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="agenda.ics"')
  agendaVanCohort(@Param('id', IdPipe) id: string): Promise<string> {
    return this.agenda.vanOpenbaarCohort(id);
  }
}
