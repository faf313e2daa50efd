import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { ToegangModule } from '../toegang/toegang.module.js';
import { InloggenPagesController } from './inloggen.pages.controller.js';
import { InloggenService } from './inloggen.service.js';
import { InloglinkService } from './inloglink.service.js';
import { LogInLimiet } from './inloglimiet.js';
import { Aanbieder } from './oidc/aanbieder.js';
import { Koppelingen } from './oidc/koppelingen.service.js';
import { KoppellinkService } from './oidc/koppellink.service.js';
import { OidcPagesController } from './oidc/oidc.pages.controller.js';
import { OidcService } from './oidc/oidc.service.js';
import { Werkplek } from './oidc/werkplek.js';

@Module({
  imports: [AuditModule, BerichtenModule, ToegangModule, WebModule],
  controllers: [InloggenPagesController, OidcPagesController],
  providers: [
    Aanbieder,
    InloggenService,
    InloglinkService,
    Koppelingen,
    KoppellinkService,
    LogInLimiet,
    OidcService,
    Werkplek,
  ],
  exports: [Werkplek],
})
export class InloggenModule {}
