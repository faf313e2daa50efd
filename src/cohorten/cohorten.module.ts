import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { PlaatsenService } from './plaatsen.service.js';

@Module({
  imports: [AuditModule],
  providers: [PlaatsenService],
  exports: [PlaatsenService],
})
export class CohortenModule {}
