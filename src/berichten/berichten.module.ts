import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenApiController } from './berichten.api.controller.js';
import { BerichtenPagesController } from './berichten.pages.controller.js';
import { BerichtenQueries } from './berichten.queries.js';
import { BerichtenService } from './berichten.service.js';
import { BerichtenTaak } from './berichten.taken.js';
import { HerverzendenService } from './herverzenden.service.js';
import { Mailserver } from './mailserver.js';
import { VerzendenService } from './verzenden.service.js';

@Module({
  imports: [AuditModule],
  controllers: [BerichtenApiController, BerichtenPagesController],
  providers: [
    BerichtenService,
    BerichtenQueries,
    HerverzendenService,
    Mailserver,
    VerzendenService,
    BerichtenTaak,
  ],
  exports: [BerichtenService, BerichtenTaak],
})
export class BerichtenModule {}
