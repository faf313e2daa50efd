import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { WachtlijstMails } from './wachtlijst.mails.js';
import { WachtlijstService } from './wachtlijst.service.js';
import { WachtlijstTaak } from './wachtlijst.taken.js';

@Module({
  imports: [AuditModule, BerichtenModule, CohortenModule],
  providers: [WachtlijstService, WachtlijstMails, WachtlijstTaak],
  exports: [WachtlijstService, WachtlijstMails, WachtlijstTaak],
})
export class WachtlijstModule {}
