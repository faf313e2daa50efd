import { Module } from '@nestjs/common';
import { AanwezigheidModule } from '../aanwezigheid/aanwezigheid.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { OpleidingenModule } from '../opleidingen/opleidingen.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { WachtlijstModule } from '../wachtlijst/wachtlijst.module.js';
import { Afsluiting } from './uitreiken/afsluiting.stappen.js';
import { CeremonieMails } from './uitreiken/ceremonie.mails.js';
import { CeremoniePagesController } from './uitreiken/ceremonie.pages.controller.js';
import { CeremonieService } from './uitreiken/ceremonie.service.js';
import { CertificaatPagesController } from './certificaat/certificaat.pages.controller.js';
import { CertificatenApiController } from './certificaat/certificaten.api.controller.js';
import { CertificatenQueries } from './certificaat/certificaten.queries.js';
import { CertificatenService } from './certificaat/certificaten.service.js';
import { Certificaatstappen } from './certificaat/certificaten.stappen.js';
import { CertificeringApiController } from './uitreiken/certificering.api.controller.js';
import { CertificeringMails } from './certificaat/certificering.mails.js';
import { CertificeringPagesController } from './uitreiken/certificering.pages.controller.js';
import { Certificeringscherm } from './uitreiken/certificeringscherm.js';
import { LeerjaarApiController } from './voorwaarden/leerjaar.api.controller.js';
import { LeerjaarService } from './voorwaarden/leerjaar.service.js';
import { LeerjaarQueries } from './voorwaarden/leerjaar.queries.js';
import { OnderdelenService } from './voorwaarden/onderdelen.service.js';
import { OordeelService } from './voorwaarden/oordeel.service.js';
import { Uitgifte } from './uitreiken/uitgifte.js';
import { VoorwaardenApiController } from './voorwaarden/voorwaarden.api.controller.js';
import { VoorwaardenPagesController } from './voorwaarden/voorwaarden.pages.controller.js';
import { VoorwaardenService } from './voorwaarden/voorwaarden.service.js';
import { UitreikenService } from './uitreiken/uitreiken.service.js';

@Module({
  imports: [
    AuditModule,
    BerichtenModule,
    OpleidingenModule,
    CohortenModule,
    WachtlijstModule,
    AanwezigheidModule,
    WebModule,
  ],
  controllers: [
    CertificeringPagesController,
    CeremoniePagesController,
    CertificaatPagesController,
    CertificeringApiController,
    LeerjaarApiController,
    CertificatenApiController,
    VoorwaardenApiController,
    VoorwaardenPagesController,
  ],
  providers: [
    Afsluiting,
    LeerjaarService,
    CeremonieMails,
    CeremonieService,
    CertificatenQueries,
    CertificatenService,
    Certificaatstappen,
    CertificeringMails,
    Certificeringscherm,
    LeerjaarQueries,
    OnderdelenService,
    OordeelService,
    Uitgifte,
    UitreikenService,
    VoorwaardenService,
  ],
  exports: [
    CeremonieMails,
    CertificeringMails,
    LeerjaarQueries,
    CertificatenQueries,
    CertificatenService,
    UitreikenService,
  ],
})
export class CertificeringModule {}
