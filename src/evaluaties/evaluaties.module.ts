import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { OpleidingenModule } from '../opleidingen/opleidingen.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { WachtlijstModule } from '../wachtlijst/wachtlijst.module.js';
import { AntwoordenService } from './antwoorden.service.js';
import { Antwoordlimiet } from './antwoordlimiet.js';
import { Evaluatieronde } from './evaluatieronde.js';
import { EvaluatiesMails } from './evaluaties.mails.js';
import { EvaluatiesService } from './evaluaties.service.js';
import { EvaluatieTaak, NametingTaak } from './evaluaties.taken.js';
import { EvaluatievragenApiController } from './evaluatievragen.api.controller.js';
import { EvaluatievragenPagesController } from './evaluatievragen.pages.controller.js';
import { EvaluatievragenService } from './evaluatievragen.service.js';
import { FormulierApiController } from './formulier.api.controller.js';
import { FormulierPagesController } from './formulier.pages.controller.js';
import { OpeningService } from './opening.service.js';
import { OpvolgingService } from './opvolging.service.js';
import { UitkomstAcademieQueries } from './uitkomst-academie.queries.js';
import { UitkomstApiController } from './uitkomst.api.controller.js';
import { UitkomstCohortService } from './uitkomst-cohort.service.js';
import { UitkomstPagesController } from './uitkomst.pages.controller.js';
import { UitkomstQueries } from './uitkomst.queries.js';
import { UitkomstService } from './uitkomst.service.js';
import { UitkomstTellen } from './uitkomst-tellen.js';

/** What deelnemers thought of it: asking and answering here, the outcome in uitkomst*.ts. */
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
    Antwoordlimiet,
    Evaluatieronde,
    EvaluatiesMails,
    EvaluatiesService,
    EvaluatieTaak,
    EvaluatievragenService,
    NametingTaak,
    OpeningService,
    OpvolgingService,
    UitkomstAcademieQueries,
    UitkomstCohortService,
    UitkomstQueries,
    UitkomstService,
    UitkomstTellen,
  ],
  exports: [EvaluatiesMails, EvaluatiesService, EvaluatieTaak, NametingTaak, UitkomstTellen],
})
export class EvaluatiesModule {}
