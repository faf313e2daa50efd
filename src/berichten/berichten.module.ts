import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenService } from './berichten.service.js';
import { BerichtenTaak } from './berichten.taken.js';
import { Mailserver } from './mailserver.js';
import { VerzendenService } from './verzenden.service.js';

@Module({
  imports: [AuditModule],
  providers: [BerichtenService, Mailserver, VerzendenService, BerichtenTaak],
  exports: [BerichtenService, BerichtenTaak],
})
export class BerichtenModule {}
