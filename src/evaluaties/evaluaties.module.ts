import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { OpleidingenModule } from '../opleidingen/opleidingen.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { WachtlijstModule } from '../wachtlijst/wachtlijst.module.js';
import { AntwoordenService } from './antwoorden.service.js';
import { EvaluatiesMails } from './evaluaties.mails.js';
import { EvaluatiesService } from './evaluaties.service.js';
import { EvaluatieTaak, NametingTaak } from './evaluaties.taken.js';
import { EvaluatievragenApiController } from './evaluatievragen.api.controller.js';
import { EvaluatievragenPagesController } from './evaluatievragen.pages.controller.js';
import { EvaluatievragenScherm } from './evaluatievragen.scherm.js';
import { EvaluatievragenService } from './evaluatievragen.service.js';
import { FormulierApiController } from './formulier.api.controller.js';
import { FormulierPagesController } from './formulier.pages.controller.js';
import { TellenService } from './uitkomst/tellen.service.js';
import { UitkomstApiController } from './uitkomst/uitkomst.api.controller.js';
import { UitkomstPagesController } from './uitkomst/uitkomst.pages.controller.js';
import { UitkomstQueries } from './uitkomst/uitkomst.queries.js';
import { UitkomstService } from './uitkomst/uitkomst.service.js';

/** Asks deelnemers what they thought of it; the outcome is in uitkomst/. */
@Module({
  imports: [AuditModule, OpleidingenModule, CohortenModule, WachtlijstModule, WebModule],
  controllers: [
    EvaluatievragenApiController,
    EvaluatievragenPagesController,
    FormulierApiController,
    FormulierPagesController,
    UitkomstApiController,
    UitkomstPagesController,
  ],
  providers: [
    AntwoordenService,
    EvaluatiesMails,
    EvaluatiesService,
    EvaluatieTaak,
    EvaluatievragenScherm,
    EvaluatievragenService,
    NametingTaak,
    UitkomstQueries,
    UitkomstService,
    TellenService,
  ],
  exports: [EvaluatiesMails, EvaluatiesService, EvaluatieTaak, NametingTaak, TellenService],
})
export class EvaluatiesModule {}
