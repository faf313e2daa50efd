import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { WachtlijstModule } from '../wachtlijst/wachtlijst.module.js';
import { AanmeldenService } from './aanmelden.service.js';
import { AanmeldingenApiController } from './aanmeldingen.api.controller.js';
import { AanmeldingenMails } from './aanmeldingen.mails.js';
import { AanmeldingenQueries } from './aanmeldingen.queries.js';
import { AanmeldingenService } from './aanmeldingen.service.js';
import { Aanmeldlimiet } from './aanmeldlimiet.js';
import { Aanvragen } from './aanvragen.js';
import { Inzage } from './inzage.js';
import { OverzettenService } from './overzetten.service.js';
import { Personen } from './personen.js';
import { Toewijzing } from './toewijzing.js';

@Module({
  imports: [AuditModule, BerichtenModule, CohortenModule, WachtlijstModule, WebModule],
  controllers: [AanmeldingenApiController],
  providers: [
    AanmeldenService,
    AanmeldingenService,
    OverzettenService,
    AanmeldingenMails,
    AanmeldingenQueries,
    Aanmeldlimiet,
    Aanvragen,
    Inzage,
    Personen,
    Toewijzing,
  ],
  exports: [AanmeldenService, AanmeldingenService, AanmeldingenQueries, Inzage],
})
export class AanmeldingenModule {}
