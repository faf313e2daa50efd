import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { NieuwsbriefService } from './nieuwsbrief.service.js';
import { ToestemmingenPagesController } from './toestemmingen.pages.controller.js';
import { ToestemmingenQueries } from './toestemmingen.queries.js';
import { ToestemmingenScherm } from './toestemmingen.scherm.js';
import { ToestemmingenService } from './toestemmingen.service.js';

@Module({
  imports: [AuditModule],
  controllers: [ToestemmingenPagesController],
  providers: [NieuwsbriefService, ToestemmingenQueries, ToestemmingenScherm, ToestemmingenService],
  exports: [ToestemmingenQueries],
})
export class ToestemmingenModule {}
