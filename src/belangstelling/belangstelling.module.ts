import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { BesturenModule } from '../besturen/besturen.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { OpleidingenModule } from '../opleidingen/opleidingen.module.js';
import { PersonenModule } from '../personen/personen.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { BelangstellingApiController } from './belangstelling.api.controller.js';
import { BelangstellingMails } from './belangstelling.mails.js';
import { BelangstellingPagesController } from './belangstelling.pages.controller.js';
import { BelangstellingQueries } from './belangstelling.queries.js';
import { BelangstellingService } from './belangstelling.service.js';

@Module({
  imports: [
    AuditModule,
    BerichtenModule,
    BesturenModule,
    PersonenModule,
    OpleidingenModule,
    CohortenModule,
    WebModule,
  ],
  controllers: [BelangstellingApiController, BelangstellingPagesController],
  providers: [BelangstellingService, BelangstellingMails, BelangstellingQueries],
  exports: [BelangstellingMails, BelangstellingService, BelangstellingQueries],
})
export class BelangstellingModule {}
