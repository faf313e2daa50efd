import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BesturenApiController } from './besturen.api.controller.js';
import { BesturenPagesController } from './besturen.pages.controller.js';
import { BesturenQueries } from './besturen.queries.js';
import { BesturenScherm } from './besturen.scherm.js';
import { BesturenService } from './besturen.service.js';
import { ContactpersonenPagesController } from './contactpersonen.pages.controller.js';
import { ContactpersonenQueries } from './contactpersonen.queries.js';
import { ContactpersonenService } from './contactpersonen.service.js';
import { ContactpersoonScherm } from './contactpersoon.scherm.js';
import { DuoImportService } from './duo-import.service.js';
import { DuolezingenService } from './duolezingen.service.js';
import { DuolezingPagesController } from './duolezing.pages.controller.js';
import { DuolezingScherm } from './duolezing.scherm.js';
import { DuoScholenService } from './duo-scholen.service.js';
import { OrganisatiesQueries } from './organisaties.queries.js';
import { OrganisatiesService } from './organisaties.service.js';
import { ScholenPagesController } from './scholen.pages.controller.js';
import { ScholenService } from './scholen.service.js';
import { SchoolScherm } from './school.scherm.js';
import { Werkplekkiezer } from './werkplek.scherm.js';
import { VerhuizingenService } from './verhuizingen.service.js';
import { VerhuizingenTaak } from './verhuizingen.taken.js';

@Module({
  imports: [AuditModule],
  // The addresses of schools first: `organisaties/:id` is any word.
  controllers: [
    BesturenApiController,
    DuolezingPagesController,
    ScholenPagesController,
    ContactpersonenPagesController,
    BesturenPagesController,
  ],
  providers: [
    BesturenQueries,
    BesturenScherm,
    BesturenService,
    ContactpersonenQueries,
    ContactpersonenService,
    ContactpersoonScherm,
    DuoImportService,
    DuolezingenService,
    DuolezingScherm,
    DuoScholenService,
    OrganisatiesQueries,
    OrganisatiesService,
    ScholenService,
    SchoolScherm,
    VerhuizingenService,
    VerhuizingenTaak,
    Werkplekkiezer,
  ],
  exports: [
    BesturenQueries,
    BesturenService,
    DuoImportService,
    OrganisatiesQueries,
    ScholenService,
    VerhuizingenTaak,
    Werkplekkiezer,
  ],
})
export class BesturenModule {}
