import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { ToegangModule } from '../toegang/toegang.module.js';
import { InloggenPagesController } from './inloggen.pages.controller.js';
import { InloggenService } from './inloggen.service.js';
import { InloglinkService } from './inloglink.service.js';
import { LogInLimiet } from './inloglimiet.js';

@Module({
  imports: [AuditModule, BerichtenModule, ToegangModule, WebModule],
  controllers: [InloggenPagesController],
  providers: [InloggenService, InloglinkService, LogInLimiet],
  exports: [LogInLimiet],
})
export class InloggenModule {}
