import { Module } from '@nestjs/common';
import { AanmeldingenModule } from '../aanmeldingen/aanmeldingen.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { BesturenModule } from '../besturen/besturen.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { WachtlijstModule } from '../wachtlijst/wachtlijst.module.js';
import { AanmeldingbeheerApiController } from './mensen/aanmeldingbeheer.api.controller.js';
import { AanmeldingbeheerPagesController } from './mensen/aanmeldingbeheer.pages.controller.js';
import { Gegevensscherm } from './mensen/gegevensscherm.js';
import { AanmeldingbeheerService } from './mensen/aanmeldingbeheer.service.js';
import { AnnulerenApiController } from './verhuizen/annuleren.api.controller.js';
import { AnnulerenService } from './verhuizen/annuleren.service.js';
import { Annuleringsstappen } from './verhuizen/annuleren.stappen.js';
import { CohortbeheerApiController } from './plan/cohortbeheer.api.controller.js';
import { CohortbeheerService } from './plan/cohortbeheer.service.js';
import { CohortenPagesController } from './cohorten.pages.controller.js';
import { KopiePagesController } from './plan/kopie.pages.controller.js';
import { GeschiedenisPagesController } from './geschiedenis.pages.controller.js';
import { GeschiedenisQueries } from './geschiedenis.queries.js';
import { KopieService } from './plan/kopie.service.js';
import { MensenQueries } from './mensen/mensen.queries.js';
import { Mensenscherm } from './mensen/mensenscherm.js';
import { PlanPagesController } from './plan/plan.pages.controller.js';
import { Plancontrole } from './plan/plancontrole.js';
import { Plannieuw } from './plan/plannieuw.js';
import { PlannieuwPagesController } from './plan/plannieuw.pages.controller.js';
import { Planscherm } from './plan/planscherm.js';
import { Planwijziging } from './plan/planwijziging.js';
import { WijzigingMails } from './plan/wijziging.mails.js';
import { WijzigingService } from './plan/wijziging.service.js';

@Module({
  imports: [
    AuditModule,
    BerichtenModule,
    BesturenModule,
    CohortenModule,
    WachtlijstModule,
    AanmeldingenModule,
  ],
  controllers: [
    AanmeldingbeheerApiController,
    AanmeldingbeheerPagesController,
    AnnulerenApiController,
    CohortbeheerApiController,
    CohortenPagesController,
    KopiePagesController,
    PlanPagesController,
    PlannieuwPagesController,
    GeschiedenisPagesController,
  ],
  providers: [
    AanmeldingbeheerService,
    AnnulerenService,
    Annuleringsstappen,
    CohortbeheerService,
    GeschiedenisQueries,
    KopieService,
    Gegevensscherm,
    MensenQueries,
    Mensenscherm,
    Plancontrole,
    Plannieuw,
    Planscherm,
    Planwijziging,
    WijzigingMails,
    WijzigingService,
  ],
  exports: [AnnulerenService, Annuleringsstappen, CohortbeheerService, WijzigingMails],
})
export class CohortbeheerModule {}
