import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { InloggenModule } from '../inloggen/inloggen.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { ToegangModule } from '../toegang/toegang.module.js';
import { GebruikersService } from './gebruikers.service.js';
import { UitnodigingPagesController } from './uitnodiging.pages.controller.js';
import { UitnodigingenService } from './uitnodigingen.service.js';
import { VergetenPagesController } from './vergeten.pages.controller.js';
import { VergetenService } from './vergeten.service.js';

@Module({
  imports: [AuditModule, BerichtenModule, InloggenModule, ToegangModule, WebModule],
  controllers: [UitnodigingPagesController, VergetenPagesController],
  providers: [GebruikersService, UitnodigingenService, VergetenService],
  exports: [GebruikersService, UitnodigingenService],
})
export class GebruikersModule {}
