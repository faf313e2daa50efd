import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { ToegangModule } from '../toegang/toegang.module.js';
import { Beveiligingsmelding } from './beveiligingsmelding.js';
import { InloggenPagesController } from './inloggen.pages.controller.js';
import { InloggenService } from './inloggen.service.js';
import { InloglinkService } from './inloglink.service.js';
import { LogInLimiet } from './inloglimiet.js';
import { TweedeStapPagesController } from './tweede-stap.pages.controller.js';
import { TweedeStapService } from './tweede-stap.service.js';

@Module({
  imports: [AuditModule, BerichtenModule, ToegangModule, WebModule],
  controllers: [InloggenPagesController, TweedeStapPagesController],
  providers: [Beveiligingsmelding, InloggenService, InloglinkService, LogInLimiet, TweedeStapService],
  exports: [Beveiligingsmelding],
})
export class InloggenModule {}
