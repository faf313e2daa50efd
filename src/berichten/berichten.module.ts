import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AfmeldenPagesController } from './afmelden.pages.controller.js';
import { AfmeldenService } from './afmelden.service.js';
import { BerichtenApiController } from './berichten.api.controller.js';
import { BerichtenPagesController } from './berichten.pages.controller.js';
import { BerichtenQueries } from './berichten.queries.js';
import { BerichtenScherm } from './berichten.scherm.js';
import { BerichtenService } from './berichten.service.js';
import { BerichtenTaak } from './berichten.taken.js';
import { HerverzendenService } from './herverzenden.service.js';
import { MailstopApiController } from './mailstop.api.controller.js';
import { MailstopPagesController } from './mailstop.pages.controller.js';
import { MailstopService } from './mailstop.service.js';
import { Mailserver } from './mailserver.service.js';
import { Verzendrij } from './verzendrij.service.js';
import { VerzendenService } from './verzenden.service.js';

@Module({
  imports: [AuditModule],
  controllers: [
    MailstopApiController,
    MailstopPagesController,
    BerichtenApiController,
    BerichtenPagesController,
    AfmeldenPagesController,
  ],
  providers: [
    AfmeldenService,
    BerichtenScherm,
    BerichtenService,
    BerichtenQueries,
    HerverzendenService,
    Mailserver,
    MailstopService,
    Verzendrij,
    VerzendenService,
    BerichtenTaak,
  ],
  exports: [
    AfmeldenService,
    BerichtenQueries,
    BerichtenService,
    BerichtenTaak,
    HerverzendenService,
    MailstopService,
  ],
})
export class BerichtenModule {}
