import { Module } from '@nestjs/common';
import { AanmeldingenModule } from '../aanmeldingen/aanmeldingen.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { BestuurPagesController } from './bestuur.pages.controller.js';
import { Bestuursportaal } from './bestuur.scherm.js';
import { CertificatenlijstApiController } from './certificatenlijst.api.controller.js';
import { CertificatenlijstService } from './certificatenlijst.service.js';
import { DeelnemerslijstenApiController } from './deelnemerslijsten.api.controller.js';
import { DeelnemerslijstenQueries } from './deelnemerslijsten.queries.js';
import { DeelnemerslijstenService } from './deelnemerslijsten.service.js';
import { DownloadsPagesController } from './downloads.pages.controller.js';
import { OphalersScherm } from './ophalers.scherm.js';
import { LijstbestandenService } from './lijstbestanden.service.js';
import { TrainerPagesController } from './trainer.pages.controller.js';
import { TrainerScherm } from './trainer.scherm.js';

@Module({
  imports: [AanmeldingenModule, AuditModule, CohortenModule],
  controllers: [
    BestuurPagesController,
    DownloadsPagesController,
    TrainerPagesController,
    DeelnemerslijstenApiController,
    CertificatenlijstApiController,
  ],
  providers: [
    CertificatenlijstService,
    Bestuursportaal,
    DeelnemerslijstenQueries,
    DeelnemerslijstenService,
    LijstbestandenService,
    OphalersScherm,
    TrainerScherm,
  ],
})
export class DeelnemerslijstenModule {}
