import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BesturenModule } from '../besturen/besturen.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { OpleidingenModule } from '../opleidingen/opleidingen.module.js';
import { AgendaService } from './agenda.service.js';
import { BotsingenApiController } from './botsingen.api.controller.js';
import { BotsingenQueries } from './botsingen.queries.js';
import { CatalogusApiController } from './catalogus.api.controller.js';
import { CatalogusPagesController } from './catalogus.pages.controller.js';
import { CatalogusQueries } from './catalogus.queries.js';
import { CatalogusbestandPagesController } from './catalogusbestand/catalogusbestand.pages.controller.js';
import { CatalogusbestandScherm } from './catalogusbestand/catalogusbestand.scherm.js';
import { CataloguslezingenService } from './catalogusbestand/cataloguslezingen.service.js';
import { CatalogusCohortenService } from './catalogusbestand/catalogus-cohorten.service.js';
import { CatalogusExportService } from './catalogusbestand/catalogus-export.service.js';
import { CatalogusImportService } from './catalogusbestand/catalogus-import.service.js';
import { CohortenApiController } from './cohorten.api.controller.js';
import { CohortenQueries } from './cohorten.queries.js';
import { CohortenService } from './cohorten.service.js';
import { Deelnemerspost } from './deelnemerspost.js';
import { MomentenService } from './momenten.service.js';
import { PlaatsenService } from './plaatsen.service.js';
import { SchoolvakantiesService } from './schoolvakanties.service.js';

@Module({
  imports: [AuditModule, BerichtenModule, BesturenModule, OpleidingenModule],
  controllers: [
    CatalogusbestandPagesController,
    CatalogusPagesController,
    BotsingenApiController,
    CatalogusApiController,
    CohortenApiController,
  ],
  providers: [
    AgendaService,
    BotsingenQueries,
    CatalogusbestandScherm,
    CatalogusCohortenService,
    CataloguslezingenService,
    CatalogusExportService,
    CatalogusImportService,
    CatalogusQueries,
    CohortenQueries,
    CohortenService,
    Deelnemerspost,
    MomentenService,
    PlaatsenService,
    SchoolvakantiesService,
  ],
  exports: [
    AgendaService,
    BotsingenQueries,
    CatalogusImportService,
    CohortenQueries,
    CohortenService,
    Deelnemerspost,
    MomentenService,
    PlaatsenService,
    SchoolvakantiesService,
  ],
})
export class CohortenModule {}
