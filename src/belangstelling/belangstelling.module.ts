import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { BelangstellingMails } from './belangstelling.mails.js';
import { BelangstellingService } from './belangstelling.service.js';

@Module({
  imports: [AuditModule, BerichtenModule],
  providers: [BelangstellingService, BelangstellingMails],
  exports: [BelangstellingService],
})
export class BelangstellingModule {}
