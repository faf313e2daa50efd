import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { ToegangModule } from '../toegang/toegang.module.js';
import { InloggenPagesController } from './inloggen.pages.controller.js';
import { InloggenService } from './inloggen.service.js';
import { LogInLimiet } from './inloglimiet.service.js';
import { Aanbieder } from './oidc/aanbieder.service.js';
import { KoppellinkService } from './oidc/koppellink.service.js';
import { OidcPagesController } from './oidc/oidc.pages.controller.js';
import { OidcService } from './oidc/oidc.service.js';
import { TweedeStapPagesController } from './tweede-stap.pages.controller.js';
import { TweedeStapService } from './tweede-stap.service.js';

@Module({
  imports: [AuditModule, BerichtenModule, ToegangModule, WebModule],
  controllers: [InloggenPagesController, TweedeStapPagesController, OidcPagesController],
  providers: [Aanbieder, InloggenService, KoppellinkService, LogInLimiet, OidcService, TweedeStapService],
  exports: [Aanbieder, InloggenService, LogInLimiet, OidcService],
})
export class InloggenModule {}
