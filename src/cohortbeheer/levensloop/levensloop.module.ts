import { Module } from '@nestjs/common';
import { AanmeldingenModule } from '../../aanmeldingen/aanmeldingen.module.js';
import { AanwezigheidModule } from '../../aanwezigheid/aanwezigheid.module.js';
import { AuditModule } from '../../audit/audit.module.js';
import { BelangstellingModule } from '../../belangstelling/belangstelling.module.js';
import { BerichtenModule } from '../../berichten/berichten.module.js';
import { CohortenModule } from '../../cohorten/cohorten.module.js';
import { OpleidingenModule } from '../../opleidingen/opleidingen.module.js';
import { WachtlijstModule } from '../../wachtlijst/wachtlijst.module.js';
import { AfrondingPagesController } from './afronding.pages.controller.js';
import { AfrondingQueries } from './afronding.queries.js';
import { AfrondingService } from './afronding.service.js';
import { Afrondingscherm } from './afronding.scherm.js';
import { BesluitQueries } from './besluit.queries.js';
import { BesluitService } from './besluit.service.js';
import { CohortbeheerModule } from '../cohortbeheer.module.js';
import { GoNoGoTaak, HerinneringenTaak, LevensloopTaak } from './levensloop.taken.js';
import { LevensloopMails } from './levensloop.mails.js';
import { PublicatieService } from './publicatie.service.js';
import { VoortgangApiController } from './voortgang.api.controller.js';
import { VoortgangPagesController } from './voortgang.pages.controller.js';
import { Voortgangscherm } from './voortgang.scherm.js';

/** The life of a cohort: from concept to afgerond, with what is planned on the way. */
@Module({
  imports: [
    AuditModule,
    BerichtenModule,
    OpleidingenModule,
    CohortenModule,
    WachtlijstModule,
    BelangstellingModule,
    AanmeldingenModule,
    AanwezigheidModule,
    CohortbeheerModule,
  ],
  controllers: [AfrondingPagesController, VoortgangApiController, VoortgangPagesController],
  providers: [
    AfrondingQueries,
    AfrondingService,
    Afrondingscherm,
    BesluitQueries,
    BesluitService,
    GoNoGoTaak,
    HerinneringenTaak,
    LevensloopMails,
    LevensloopTaak,
    PublicatieService,
    Voortgangscherm,
  ],
  exports: [BesluitQueries, GoNoGoTaak, HerinneringenTaak, LevensloopMails, LevensloopTaak],
})
export class LevensloopModule {}
