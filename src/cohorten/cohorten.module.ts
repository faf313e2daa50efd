import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { OpleidingenModule } from '../opleidingen/opleidingen.module.js';
import { AgendaPagesController } from './agenda.pages.controller.js';
import { AgendaService } from './agenda.service.js';
import { BotsingenApiController } from './botsingen.api.controller.js';
import { BotsingenQueries } from './botsingen.queries.js';
import { CatalogusApiController } from './catalogus.api.controller.js';
import { CatalogusPagesController } from './catalogus.pages.controller.js';
import { CatalogusQueries } from './catalogus.queries.js';
import { CohortenApiController } from './cohorten.api.controller.js';
import { CohortenQueries } from './cohorten.queries.js';
import { CohortenService } from './cohorten.service.js';
import { Deelnemerspost } from './deelnemerspost.js';
import { MomentenService } from './momenten.service.js';
import { PlaatsenService } from './plaatsen.service.js';
import { SchoolvakantiesService } from './schoolvakanties.service.js';
import { TellingenQueries } from './tellingen.queries.js';

@Module({
  imports: [AuditModule, BerichtenModule, OpleidingenModule],
  controllers: [
    CatalogusPagesController,
    AgendaPagesController,
    BotsingenApiController,
    CatalogusApiController,
    CohortenApiController,
  ],
  providers: [
    AgendaService,
    BotsingenQueries,
    CatalogusQueries,
    CohortenQueries,
    CohortenService,
    Deelnemerspost,
    MomentenService,
    PlaatsenService,
    SchoolvakantiesService,
    TellingenQueries,
  ],
  exports: [
    AgendaService,
    BotsingenQueries,
    CohortenQueries,
    CohortenService,
    Deelnemerspost,
    MomentenService,
    PlaatsenService,
    SchoolvakantiesService,
    TellingenQueries,
  ],
})
export class CohortenModule {}
