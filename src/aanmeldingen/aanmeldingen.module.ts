import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { BesturenModule } from '../besturen/besturen.module.js';
import { InloggenModule } from '../inloggen/inloggen.module.js';
import { OpleidingenModule } from '../opleidingen/opleidingen.module.js';
import { PersonenModule } from '../personen/personen.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { WachtlijstModule } from '../wachtlijst/wachtlijst.module.js';
import { AanmeldenPagesController } from './aanmelden.pages.controller.js';
import { AanmeldenScherm } from './aanmelden.scherm.js';
import { AanmeldingPagesController } from './aanmelding.pages.controller.js';
import { AanmeldenService } from './aanmelden.service.js';
import { AanmeldingScherm } from './aanmelding.scherm.js';
import { MijnAanmeldingenScherm } from './mijn.scherm.js';
import { AanmeldingenApiController } from './aanmeldingen.api.controller.js';
import { AanmeldingenMails } from './aanmeldingen.mails.js';
import { AanmeldingenQueries } from './aanmeldingen.queries.js';
import { AanmeldingenService } from './aanmeldingen.service.js';
import { AanvragenService } from './aanvragen.service.js';
import { InloopService } from './inloop.service.js';
import { InzageService } from './inzage.service.js';
import { MijnPagesController } from './mijn.pages.controller.js';
import { OverzettenService } from './overzetten.service.js';
import { OverzetMails } from './overzetten.mails.js';
import { OverzetvoorstellenService } from './overzetvoorstellen.service.js';
import { ToewijzingService } from './toewijzing.service.js';

@Module({
  imports: [
    AuditModule,
    BerichtenModule,
    BesturenModule,
    InloggenModule,
    PersonenModule,
    OpleidingenModule,
    CohortenModule,
    WachtlijstModule,
    WebModule,
  ],
  controllers: [
    AanmeldenPagesController,
    AanmeldingPagesController,
    MijnPagesController,
    AanmeldingenApiController,
  ],
  providers: [
    AanmeldenScherm,
    AanmeldingScherm,
    MijnAanmeldingenScherm,
    AanmeldenService,
    AanmeldingenService,
    OverzettenService,
    OverzetvoorstellenService,
    OverzetMails,
    AanmeldingenMails,
    AanmeldingenQueries,
    AanvragenService,
    InloopService,
    InzageService,
    ToewijzingService,
  ],
  exports: [
    AanmeldenService,
    AanmeldingenService,
    AanmeldingenMails,
    AanmeldingenQueries,
    InloopService,
    InzageService,
    OverzettenService,
    OverzetvoorstellenService,
    OverzetMails,
  ],
})
export class AanmeldingenModule {}
