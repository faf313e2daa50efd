import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AfmeldenPagesController } from './afmelden.pages.controller.js';
import { BerichtenQueries } from './berichten.queries.js';
import { BerichtenScherm } from './berichten.scherm.js';
import { BerichtenService } from './berichten.service.js';
import { BerichtenTaak } from './berichten.taken.js';
import { HerverzendenService } from './herverzenden.service.js';
import { BerichtenApiController } from './berichten.api.controller.js';
import { BerichtenPagesController } from './berichten.pages.controller.js';
import { Mailserver } from './mailserver.service.js';
import { Verzendrij } from './verzendrij.service.js';

@Module({
  imports: [AuditModule],
  controllers: [BerichtenApiController, BerichtenPagesController, AfmeldenPagesController],
  providers: [
    BerichtenScherm,
    BerichtenService,
    BerichtenQueries,
    HerverzendenService,
    Mailserver,
    Verzendrij,
    BerichtenTaak,
  ],
  exports: [BerichtenQueries, BerichtenService, BerichtenTaak, HerverzendenService, Mailserver, Verzendrij],
})
export class BerichtenModule {}
