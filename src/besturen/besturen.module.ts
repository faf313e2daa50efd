import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BesturenService } from './besturen.service.js';

@Module({
  imports: [AuditModule],
  providers: [BesturenService],
  exports: [BesturenService],
})
export class BesturenModule {}
