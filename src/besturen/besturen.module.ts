import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BesturenService } from './besturen.service.js';

import { SchoolkiezerQueries } from './schoolkiezer.queries.js';

@Module({
  imports: [AuditModule],
  providers: [SchoolkiezerQueries, BesturenService],
  exports: [SchoolkiezerQueries, BesturenService],
})
export class BesturenModule {}
