import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AgendaPagesController } from './agenda.pages.controller.js';
import { AgendaService } from './agenda.service.js';
import { PlaatsenService } from './plaatsen.service.js';

@Module({
  imports: [AuditModule],
  controllers: [AgendaPagesController],
  providers: [AgendaService, PlaatsenService],
  exports: [AgendaService, PlaatsenService],
})
export class CohortenModule {}
