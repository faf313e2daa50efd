import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { PersonenQueries } from './personen.queries.js';
import { PersonenService } from './personen.service.js';
import { PersoonsgegevensService } from './persoonsgegevens.service.js';

@Module({
  imports: [AuditModule],
  providers: [PersonenService, PersonenQueries, PersoonsgegevensService],
  exports: [PersonenService, PersonenQueries, PersoonsgegevensService],
})
export class PersonenModule {}
