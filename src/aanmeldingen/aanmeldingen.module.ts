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
import { AanmeldenService } from './aanmelden.service.js';
import { AanmeldingPagesController } from './aanmelding.pages.controller.js';
import { AanmeldingenApiController } from './aanmeldingen.api.controller.js';
import { AanmeldingenMails } from './aanmeldingen.mails.js';
import { AkkoordMails } from './akkoord.mails.js';
import { AanmeldingenQueries } from './aanmeldingen.queries.js';
import { AanmeldingenService } from './aanmeldingen.service.js';
import { Aanmeldlimiet } from './aanmeldlimiet.js';
import { Aanvragen } from './aanvragen.js';
import { HerinneringService } from './herinnering.service.js';
import { InloopService } from './inloop.service.js';
import { Inzage } from './inzage.js';
import { MijnPagesController } from './mijn.pages.controller.js';
import { OverzettenApiController } from './overzetten.api.controller.js';
import { OverzettenPagesController } from './overzetten.pages.controller.js';
import { OverzetvoorstellenQueries } from './overzetvoorstellen.queries.js';
import { OverzettenService } from './overzetten.service.js';
import { OverzetMails } from './overzetten.mails.js';
import { Verhuizing } from './overzetten.stappen.js';
import { OverzetvoorstellenService } from './overzetvoorstellen.service.js';
import { Overzetvoorstellen } from './overzetvoorstellen.stappen.js';
import { Toewijzing } from './toewijzing.js';
import { Vasthouden } from './vasthouden.js';

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
    OverzettenPagesController,
    MijnPagesController,
    AanmeldingenApiController,
    OverzettenApiController,
  ],
  providers: [
    AanmeldenService,
    AanmeldingenService,
    HerinneringService,
    OverzettenService,
    Overzetvoorstellen,
    OverzetvoorstellenQueries,
    OverzetvoorstellenService,
    OverzetMails,
    Verhuizing,
    AanmeldingenMails,
    AkkoordMails,
    AanmeldingenQueries,
    Aanmeldlimiet,
    Aanvragen,
    InloopService,
    Inzage,
    Toewijzing,
    Vasthouden,
  ],
  exports: [
    AanmeldenService,
    AanmeldingenService,
    AanmeldingenMails,
    AanmeldingenQueries,
    InloopService,
    Inzage,
    OverzettenService,
    Overzetvoorstellen,
    OverzetvoorstellenService,
    OverzetMails,
    Verhuizing,
    Toewijzing,
  ],
})
export class AanmeldingenModule {}
