import { Module } from '@nestjs/common';
import { AanmeldingenModule } from '../aanmeldingen/aanmeldingen.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { BesturenModule } from '../besturen/besturen.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { AanwezigheidApiController } from './aanwezigheid.api.controller.js';
import { AanwezigheidMails } from './aanwezigheid.mails.js';
import { AanwezigheidQueries } from './aanwezigheid.queries.js';
import { AanwezigheidService } from './aanwezigheid.service.js';
import { InlopersService } from './inlopers.service.js';
import { OverzichtPagesController } from './overzicht.pages.controller.js';
import { OverzichtScherm } from './overzicht.scherm.js';
import { ZaalPagesController } from './zaal.pages.controller.js';
import { ZaalScherm } from './zaal.scherm.js';

@Module({
  imports: [AuditModule, BerichtenModule, BesturenModule, CohortenModule, AanmeldingenModule],
  controllers: [OverzichtPagesController, ZaalPagesController, AanwezigheidApiController],
  providers: [
    AanwezigheidMails,
    AanwezigheidQueries,
    AanwezigheidService,
    InlopersService,
    OverzichtScherm,
    ZaalScherm,
  ],
  exports: [AanwezigheidMails, AanwezigheidQueries],
})
export class AanwezigheidModule {}
