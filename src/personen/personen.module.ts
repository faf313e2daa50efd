import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { PersonenQueries } from './personen.queries.js';
import { PersonenService } from './personen.service.js';

@Module({
  imports: [AuditModule],
  providers: [PersonenService, PersonenQueries],
  exports: [PersonenService, PersonenQueries],
})
export class PersonenModule {}
