import { ToestemmingenModule } from '../toestemmingen/toestemmingen.module.js';
import { Module } from '@nestjs/common';
import { AanwezigheidModule } from '../aanwezigheid/aanwezigheid.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { OpleidingenModule } from '../opleidingen/opleidingen.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { WachtlijstModule } from '../wachtlijst/wachtlijst.module.js';
import { BadgesPagesController } from './badge/badges.pages.controller.js';
import { BadgesService } from './badge/badges.service.js';
import { BadgesleutelsPagesController } from './badge/badgesleutels.pages.controller.js';
import { CertificaatPagesController } from './certificaat/certificaat.pages.controller.js';
import { CertificaatScherm } from './certificaat/certificaat.scherm.js';
import { CertificatenApiController } from './certificaat/certificaten.api.controller.js';
import { CertificatenQueries } from './certificaat/certificaten.queries.js';
import { CertificatenService } from './certificaat/certificaten.service.js';
import { CertificeringMails } from './certificering.mails.js';
import { ControleApiController } from './controle/controle.api.controller.js';
import { ControlePagesController } from './controle/controle.pages.controller.js';
import { ControleService } from './controle/controle.service.js';
import { MijnCertificatenPagesController } from './mijn/mijn.pages.controller.js';
import { MijnCertificatenScherm } from './mijn/mijn.scherm.js';
import { CertificaatbestandenApiController } from './pdf/bestanden.api.controller.js';
import { CertificaatbestandenService } from './pdf/bestanden.service.js';
import { PePagesController } from './pe/pe.pages.controller.js';
import { PeScherm } from './pe/pe.scherm.js';
import { PeService } from './pe/pe.service.js';
import { CertificeringApiController } from './uitreiken/certificering.api.controller.js';
import { CertificeringPagesController } from './uitreiken/certificering.pages.controller.js';
import { CertificeringScherm } from './uitreiken/certificering.scherm.js';
import { UitreikenService } from './uitreiken/uitreiken.service.js';
import { VervolgTaak } from './vervolg/vervolg.taken.js';
import { LeerjaarQueries } from './voorwaarden/leerjaar.queries.js';
import { LeerjaarService } from './voorwaarden/leerjaar.service.js';
import { VoorwaardenApiController } from './voorwaarden/voorwaarden.api.controller.js';
import { VoorwaardenPagesController } from './voorwaarden/voorwaarden.pages.controller.js';
import { VoorwaardenService } from './voorwaarden/voorwaarden.service.js';

/** Certificaten: who gets one, issuing, and all that is done with them once they are there. */
@Module({
  imports: [
    ToestemmingenModule,
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
    CertificaatPagesController,
    CertificeringApiController,
    CertificatenApiController,
    VoorwaardenApiController,
    VoorwaardenPagesController,
    BadgesPagesController,
    BadgesleutelsPagesController,
    CertificaatbestandenApiController,
    ControlePagesController,
    ControleApiController,
    MijnCertificatenPagesController,
    PePagesController,
  ],
  providers: [
    BadgesService,
    CertificaatScherm,
    CertificaatbestandenService,
    CertificatenQueries,
    CertificatenService,
    CertificeringMails,
    CertificeringScherm,
    ControleService,
    LeerjaarQueries,
    LeerjaarService,
    MijnCertificatenScherm,
    PeScherm,
    PeService,
    UitreikenService,
    VervolgTaak,
    VoorwaardenService,
  ],
  exports: [CertificatenQueries, CertificatenService, CertificeringMails, LeerjaarQueries, UitreikenService],
})
export class CertificeringModule {}
