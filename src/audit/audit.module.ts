import { Module } from '@nestjs/common';
import { AuditQueries } from './audit.queries.js';
import { AuditService } from './audit.service.js';
import { AuditlijstQueries } from './auditlijst.queries.js';
import { MeegenomenService } from './meegenomen.service.js';
import { Inkijk } from './inkijk.service.js';

const diensten = [AuditService, AuditQueries, AuditlijstQueries, Inkijk, MeegenomenService];

@Module({ providers: diensten, exports: diensten })
export class AuditModule {}
