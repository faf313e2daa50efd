import { Module } from '@nestjs/common';
import { AuditQueries } from './audit.queries.js';
import { AuditService } from './audit.service.js';
import { Inkijk } from './inkijk.service.js';

@Module({ providers: [AuditService, AuditQueries, Inkijk], exports: [AuditService, AuditQueries, Inkijk] })
export class AuditModule {}
