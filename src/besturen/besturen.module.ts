import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BesturenApiController } from './besturen.api.controller.js';
import { BesturenPagesController } from './besturen.pages.controller.js';
import { BesturenQueries } from './besturen.queries.js';
import { BesturenScherm } from './besturen.scherm.js';
import { BesturenService } from './besturen.service.js';
import { DuoImportService } from './duo-import.service.js';
import { DuoScholenService } from './duo-scholen.service.js';

@Module({
  imports: [AuditModule],
  controllers: [BesturenApiController, BesturenPagesController],
  providers: [BesturenQueries, BesturenScherm, BesturenService, DuoImportService, DuoScholenService],
  exports: [BesturenQueries, BesturenService, DuoImportService],
})
export class BesturenModule {}
