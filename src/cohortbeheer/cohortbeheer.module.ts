import { Module } from '@nestjs/common';
import { AanmeldingenModule } from '../aanmeldingen/aanmeldingen.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { BesturenModule } from '../besturen/besturen.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { WachtlijstModule } from '../wachtlijst/wachtlijst.module.js';
import { AanmeldingbeheerApiController } from './aanmeldingbeheer.api.controller.js';
import { AanmeldingbeheerPagesController } from './aanmeldingbeheer.pages.controller.js';
import { Gegevensscherm } from './gegevensscherm.js';
import { AanmeldingbeheerService } from './aanmeldingbeheer.service.js';
import { AnnulerenApiController } from './annuleren.api.controller.js';
import { AnnulerenService } from './annuleren.service.js';
import { Annuleringsstappen } from './annuleren.stappen.js';
import { CohortbeheerApiController } from './cohortbeheer.api.controller.js';
import { CohortbeheerService } from './cohortbeheer.service.js';
import { CohortenPagesController } from './cohorten.pages.controller.js';
import { KopiePagesController } from './kopie.pages.controller.js';
import { GeschiedenisPagesController } from './geschiedenis.pages.controller.js';
import { GeschiedenisQueries } from './geschiedenis.queries.js';
import { KopieService } from './kopie.service.js';
import { MensenQueries } from './mensen.queries.js';
import { Mensenscherm } from './mensenscherm.js';
import { PlanPagesController } from './plan.pages.controller.js';
import { Plancontrole } from './plancontrole.js';
import { Plannieuw } from './plannieuw.js';
import { PlannieuwPagesController } from './plannieuw.pages.controller.js';
import { Planscherm } from './planscherm.js';
import { Planwijziging } from './planwijziging.js';
import { WijzigingMails } from './wijziging.mails.js';
import { WijzigingService } from './wijziging.service.js';

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
  exports: [AnnulerenService, Annuleringsstappen, CohortbeheerService],
})
export class CohortbeheerModule {}
