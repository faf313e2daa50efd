import { Module } from '@nestjs/common';
import { AanwezigheidModule } from '../aanwezigheid/aanwezigheid.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { OpleidingenModule } from '../opleidingen/opleidingen.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { WachtlijstModule } from '../wachtlijst/wachtlijst.module.js';
import { Afsluiting } from './afsluiting.stappen.js';
import { CeremonieMails } from './ceremonie.mails.js';
import { CeremoniePagesController } from './ceremonie.pages.controller.js';
import { CeremonieService } from './ceremonie.service.js';
import { CertificaatPagesController } from './certificaat.pages.controller.js';
import { CertificatenApiController } from './certificaten.api.controller.js';
import { CertificatenQueries } from './certificaten.queries.js';
import { CertificatenService } from './certificaten.service.js';
import { Certificaatstappen } from './certificaten.stappen.js';
import { CertificeringApiController } from './certificering.api.controller.js';
import { CertificeringMails } from './certificering.mails.js';
import { CertificeringPagesController } from './certificering.pages.controller.js';
import { Certificeringscherm } from './certificeringscherm.js';
import { LeerjaarApiController } from './leerjaar.api.controller.js';
import { LeerjaarService } from './leerjaar.service.js';
import { LeerjaarQueries } from './leerjaar.queries.js';
import { OnderdelenService } from './onderdelen.service.js';
import { OordeelService } from './oordeel.service.js';
import { Uitgifte } from './uitgifte.js';
import { VoorwaardenApiController } from './voorwaarden.api.controller.js';
import { VoorwaardenPagesController } from './voorwaarden.pages.controller.js';
import { VoorwaardenService } from './voorwaarden.service.js';
import { UitreikenService } from './uitreiken.service.js';

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
