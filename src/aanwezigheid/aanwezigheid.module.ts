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
import { Bijeenkomsttoegang } from './bijeenkomsttoegang.js';
import { InhalenApiController } from './inhalen.api.controller.js';
import { InhalenPagesController } from './inhalen.pages.controller.js';
import { InhalenService } from './inhalen.service.js';
import { InlopersPagesController } from './inlopers.pages.controller.js';
import { InlopersQueries } from './inlopers.queries.js';
import { InlopersService } from './inlopers.service.js';
import { Inlopersscherm } from './inlopersscherm.js';
import { OverzichtPagesController } from './overzicht.pages.controller.js';
import { OverzichtService } from './overzicht.service.js';
import { ZaalPagesController } from './zaal.pages.controller.js';
import { Zaalscherm } from './zaalscherm.js';

@Module({
  imports: [AuditModule, BerichtenModule, BesturenModule, CohortenModule, AanmeldingenModule],
  controllers: [
    OverzichtPagesController,
    ZaalPagesController,
    InlopersPagesController,
    InhalenPagesController,
    AanwezigheidApiController,
    InhalenApiController,
  ],
  providers: [
    AanwezigheidMails,
    AanwezigheidQueries,
    AanwezigheidService,
    Bijeenkomsttoegang,
    InhalenService,
    InlopersQueries,
    InlopersService,
    Inlopersscherm,
    OverzichtService,
    Zaalscherm,
  ],
  exports: [AanwezigheidMails, AanwezigheidQueries],
})
export class AanwezigheidModule {}
