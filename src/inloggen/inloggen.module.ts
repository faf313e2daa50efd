import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { ToegangModule } from '../toegang/toegang.module.js';
import { Beveiligingsmelding } from './beveiligingsmelding.service.js';
import { InloggenPagesController } from './inloggen.pages.controller.js';
import { InloggenService } from './inloggen.service.js';
import { InloglinkService } from './inloglink.service.js';
import { LogInLimiet } from './inloglimiet.service.js';
import { Aanbieder } from './oidc/aanbieder.service.js';
import { KoppelenPagesController } from './oidc/koppelen.pages.controller.js';
import { KoppellinkService } from './oidc/koppellink.service.js';
import { OidcPagesController } from './oidc/oidc.pages.controller.js';
import { OidcScherm } from './oidc/oidc.scherm.js';
import { OidcService } from './oidc/oidc.service.js';
import { Werkplek } from './oidc/werkplek.queries.js';
import { TweedeStapPagesController } from './tweede-stap.pages.controller.js';
import { TweedeStapService } from './tweede-stap.service.js';

@Module({
  imports: [AuditModule, BerichtenModule, ToegangModule, WebModule],
  controllers: [
    InloggenPagesController,
    TweedeStapPagesController,
    OidcPagesController,
    KoppelenPagesController,
  ],
  providers: [
    Aanbieder,
    Beveiligingsmelding,
    InloggenService,
    InloglinkService,
    KoppellinkService,
    LogInLimiet,
    OidcScherm,
    OidcService,
    TweedeStapService,
    Werkplek,
  ],
  exports: [Beveiligingsmelding, InloggenService, LogInLimiet, Werkplek],
})
export class InloggenModule {}
