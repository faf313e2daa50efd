import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { InloggenModule } from '../inloggen/inloggen.module.js';
import { InrichtenModule } from '../inrichten/inrichten.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { ToegangModule } from '../toegang/toegang.module.js';
import { BesturenModule } from '../besturen/besturen.module.js';
import { GebruikersPagesController } from './gebruikers.pages.controller.js';
import { GebruikersApiController } from './gebruikers.api.controller.js';
import { GebruikersQueries } from './gebruikers.queries.js';
import { GebruikersService } from './gebruikers.service.js';
import { GebruikersScherm } from './gebruikers.scherm.js';
import { AccountsTaak } from './gebruikers.taken.js';
import { OngebruiktService } from './ongebruikt.service.js';
import { Gebruikerswacht } from './gebruikerswacht.service.js';
import { RollenPagesController } from './rollen.pages.controller.js';
import { RollenService } from './rollen.service.js';
import { UitnodigingPagesController } from './uitnodiging.pages.controller.js';
import { UitnodigingenService } from './uitnodigingen.service.js';

@Module({
  imports: [
    AuditModule,
    BerichtenModule,
    BesturenModule,
    InloggenModule,
    InrichtenModule,
    ToegangModule,
    WebModule,
  ],
  controllers: [
    GebruikersApiController,
    GebruikersPagesController,
    RollenPagesController,
    UitnodigingPagesController,
  ],
  providers: [
    GebruikersQueries,
    GebruikersService,
    GebruikersScherm,
    Gebruikerswacht,
    RollenService,
    UitnodigingenService,
    OngebruiktService,
    AccountsTaak,
  ],
  exports: [AccountsTaak, GebruikersService, UitnodigingenService],
})
export class GebruikersModule {}
