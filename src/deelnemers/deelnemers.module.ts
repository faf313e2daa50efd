import { Module } from '@nestjs/common';
import { AanmeldingenModule } from '../aanmeldingen/aanmeldingen.module.js';
import { CertificeringModule } from '../certificering/certificering.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { BesturenModule } from '../besturen/besturen.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { PersonenModule } from '../personen/personen.module.js';
import { WachtlijstModule } from '../wachtlijst/wachtlijst.module.js';
import { DeelnemersPagesController } from './deelnemers.pages.controller.js';
import { DeelnemersService } from './deelnemers.service.js';
import { DeelnemersimportPagesController } from './deelnemersimport.pages.controller.js';
import { DeelnemersimportService } from './deelnemersimport.service.js';
import { LevensloopQueries } from './levensloop.queries.js';
import { PersoonApiController } from './persoon.api.controller.js';
import { PersoonScherm } from './persoon.scherm.js';
import { PersoonPagesController } from './persoon.pages.controller.js';
import { PersonenSamenvoegenPagesController } from './samenvoegen.pages.controller.js';
import { PersonenSamenvoegenQueries } from './samenvoegen.queries.js';
import { PersonenSamenvoegenService } from './samenvoegen.service.js';
import { ScholenwijzerQueries } from './scholenwijzer.queries.js';
import { TeamPagesController } from './team.pages.controller.js';
import { ToevoegenScherm } from './toevoegen.scherm.js';
import { VooruitzichtQueries } from './vooruitzicht.queries.js';

@Module({
  imports: [
    AuditModule,
    BerichtenModule,
    BesturenModule,
    PersonenModule,
    CohortenModule,
    WachtlijstModule,
    AanmeldingenModule,
    CertificeringModule,
  ],
  controllers: [
    DeelnemersPagesController,
    TeamPagesController,
    DeelnemersimportPagesController,
    PersoonPagesController,
    PersonenSamenvoegenPagesController,
    PersoonApiController,
  ],
  providers: [
    DeelnemersService,
    DeelnemersimportService,
    LevensloopQueries,
    PersonenSamenvoegenQueries,
    PersonenSamenvoegenService,
    ScholenwijzerQueries,
    PersoonScherm,
    ToevoegenScherm,
    VooruitzichtQueries,
  ],
})
export class DeelnemersModule {}
