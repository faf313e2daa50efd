import { Module } from '@nestjs/common';
import { AuditQueries } from './audit.queries.js';
import { AuditService } from './audit.service.js';

@Module({ providers: [AuditService, AuditQueries], exports: [AuditService, AuditQueries] })
export class AuditModule {}
