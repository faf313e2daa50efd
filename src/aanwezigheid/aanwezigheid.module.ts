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
import { InhalenPagesController } from './inhalen.pages.controller.js';
import { InhalenService } from './inhalen.service.js';
import { InlopersPagesController } from './inlopers.pages.controller.js';
import { InlopersScherm } from './inlopers.scherm.js';
import { InlopersService } from './inlopers.service.js';
import { OverzichtPagesController } from './overzicht.pages.controller.js';
import { OverzichtScherm } from './overzicht.scherm.js';
import { ZaalPagesController } from './zaal.pages.controller.js';
import { ZaalScherm } from './zaal.scherm.js';

@Module({
  imports: [AuditModule, BerichtenModule, BesturenModule, CohortenModule, AanmeldingenModule],
  controllers: [
    OverzichtPagesController,
    ZaalPagesController,
    InlopersPagesController,
    InhalenPagesController,
    AanwezigheidApiController,
  ],
  providers: [
    AanwezigheidMails,
    AanwezigheidQueries,
    AanwezigheidService,
    InhalenService,
    InlopersService,
    InlopersScherm,
    OverzichtScherm,
    ZaalScherm,
  ],
  exports: [AanwezigheidMails, AanwezigheidQueries],
})
export class AanwezigheidModule {}
