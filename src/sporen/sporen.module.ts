import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AuditbestandService } from './auditbestand.service.js';
import { SporenPagesController } from './sporen.pages.controller.js';
import { SporenScherm } from './sporen.scherm.js';

@Module({
  imports: [AuditModule],
  controllers: [SporenPagesController],
  providers: [AuditbestandService, SporenScherm],
})
export class SporenModule {}
