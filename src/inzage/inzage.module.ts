import { Module } from '@nestjs/common';
import { AanmeldingenModule } from '../aanmeldingen/aanmeldingen.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { BesturenModule } from '../besturen/besturen.module.js';
import { CohortbeheerModule } from '../cohortbeheer/cohortbeheer.module.js';
import { InloggenModule } from '../inloggen/inloggen.module.js';
import { PersonenModule } from '../personen/personen.module.js';
import { GegevensApiController } from './gegevens.api.controller.js';
import { GegevensQueries } from './gegevens.queries.js';
import { GegevensScherm } from './gegevens.scherm.js';
import { MijnGegevensPagesController } from './mijn.pages.controller.js';
import { VerbeterenPagesController } from './verbeteren.pages.controller.js';
import { VerbeterScherm } from './verbeteren.scherm.js';
import { VerbeterenService } from './verbeteren.service.js';
import { PersoonsinzagePagesController } from './persoon.pages.controller.js';

@Module({
  imports: [
    AanmeldingenModule,
    AuditModule,
    BerichtenModule,
    BesturenModule,
    CohortbeheerModule,
    InloggenModule,
    PersonenModule,
  ],
  controllers: [
    MijnGegevensPagesController,
    VerbeterenPagesController,
    PersoonsinzagePagesController,
    GegevensApiController,
  ],
  providers: [GegevensQueries, GegevensScherm, VerbeterScherm, VerbeterenService],
})
export class InzageModule {}
