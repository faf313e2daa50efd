import { Module } from '@nestjs/common';
import { AanmeldingenModule } from '../aanmeldingen/aanmeldingen.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { BesturenModule } from '../besturen/besturen.module.js';
import { CertificeringModule } from '../certificering/certificering.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { PersonenModule } from '../personen/personen.module.js';
import { WachtlijstModule } from '../wachtlijst/wachtlijst.module.js';
import { DeelnemersService } from './deelnemers.service.js';
import { LevensloopQueries } from './levensloop.queries.js';
import { PersoonApiController } from './persoon.api.controller.js';
import { PersoonPagesController } from './persoon.pages.controller.js';
import { PersoonScherm } from './persoon.scherm.js';
import { PersonenSamenvoegenPagesController } from './samenvoegen.pages.controller.js';
import { SamenvoegenScherm } from './samenvoegen.scherm.js';
import { PersonenSamenvoegenService } from './samenvoegen.service.js';
import { ToevoegenPagesController } from './toevoegen.pages.controller.js';
import { ToevoegenScherm } from './toevoegen.scherm.js';

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
    ToevoegenPagesController,
    PersoonPagesController,
    PersonenSamenvoegenPagesController,
    PersoonApiController,
  ],
  providers: [
    DeelnemersService,
    LevensloopQueries,
    SamenvoegenScherm,
    PersonenSamenvoegenService,
    PersoonScherm,
    ToevoegenScherm,
  ],
})
export class DeelnemersModule {}
