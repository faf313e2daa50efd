import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BesturenApiController } from './besturen.api.controller.js';
import { BesturenPagesController } from './besturen.pages.controller.js';
import { BesturenQueries } from './besturen.queries.js';
import { BesturenService } from './besturen.service.js';
import { BestuurbeheerQueries } from './bestuurbeheer.queries.js';
import { DuoBesturenService } from './duo-besturen.service.js';
import { DuoImportService } from './duo-import.service.js';
import { DuoScholenService } from './duo-scholen.service.js';
import { SchoolkiezerQueries } from './schoolkiezer.queries.js';

@Module({
  imports: [AuditModule],
  controllers: [BesturenApiController, BesturenPagesController],
  providers: [
    BestuurbeheerQueries,
    BesturenQueries,
    BesturenService,
    DuoBesturenService,
    DuoImportService,
    DuoScholenService,
    SchoolkiezerQueries,
  ],
  exports: [BesturenQueries, BesturenService, DuoImportService, SchoolkiezerQueries],
})
export class BesturenModule {}
