import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { BewaartermijnenModule } from '../bewaartermijnen/bewaartermijnen.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { WachtlijstModule } from '../wachtlijst/wachtlijst.module.js';
import { BeperkingService } from './beperking.service.js';
import { MijnVerzoekPagesController } from './mijn.pages.controller.js';
import { MijnVerzoekScherm } from './mijn.scherm.js';
import { PrivacyverzoekenMails } from './privacyverzoeken.mails.js';
import { VerklaringPagesController } from './verklaring.pages.controller.js';
import { VerklaringScherm } from './verklaring.scherm.js';
import { VerzoekenPagesController } from './verzoeken.pages.controller.js';
import { VerzoekenQueries } from './verzoeken.queries.js';
import { VerzoekenScherm } from './verzoeken.scherm.js';
import { PrivacyverzoekenService } from './verzoeken.service.js';
import { WissenService } from './wissen.service.js';
import { WissingApiController } from './wissing.api.controller.js';
import { WissingPagesController } from './wissing.pages.controller.js';
import { WissingScherm } from './wissing.scherm.js';

@Module({
  imports: [AuditModule, BerichtenModule, BewaartermijnenModule, CohortenModule, WachtlijstModule],
  controllers: [
    MijnVerzoekPagesController,
    VerklaringPagesController,
    VerzoekenPagesController,
    WissingApiController,
    WissingPagesController,
  ],
  providers: [
    BeperkingService,
    MijnVerzoekScherm,
    PrivacyverzoekenMails,
    PrivacyverzoekenService,
    VerklaringScherm,
    VerzoekenQueries,
    VerzoekenScherm,
    WissenService,
    WissingScherm,
  ],
})
export class PrivacyverzoekenModule {}
