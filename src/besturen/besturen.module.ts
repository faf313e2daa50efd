import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BesturenApiController } from './besturen.api.controller.js';
import { BesturenQueries } from './besturen.queries.js';
import { BesturenService } from './besturen.service.js';
import { DuoBesturenService } from './duo-besturen.service.js';
import { DuoImportService } from './duo-import.service.js';
import { DuoScholenService } from './duo-scholen.service.js';

@Module({
  imports: [AuditModule],
  controllers: [BesturenApiController],
  providers: [BesturenQueries, BesturenService, DuoBesturenService, DuoImportService, DuoScholenService],
  exports: [BesturenQueries, BesturenService, DuoImportService],
})
export class BesturenModule {}
