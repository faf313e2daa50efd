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
import { Afrondingsstappen } from './afronding.stappen.js';
import { Afrondingscherm } from './afrondingscherm.js';
import { BesluitMails } from './besluit.mails.js';
import { BesluitQueries } from './besluit.queries.js';
import { BesluitService } from './besluit.service.js';
import { Besluituitvoering } from './besluit.uitvoering.js';
import { CohortbeheerModule } from '../cohortbeheer.module.js';
import { GoNoGoMails } from './go-no-go.mails.js';
import { GoNoGoTaak } from './go-no-go.taken.js';
import { HerinneringenMails } from './herinneringen.mails.js';
import { HerinneringenTaak } from './herinneringen.taken.js';
import { LevensloopTaak } from './levensloop.taken.js';
import { PrognoseQueries } from './prognose.queries.js';
import { PublicatieService } from './publicatie.service.js';
import { VoortgangApiController } from './voortgang.api.controller.js';
import { VoortgangPagesController } from './voortgang.pages.controller.js';
import { Voortgangscherm } from './voortgangscherm.js';

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
    Afrondingsstappen,
    Afrondingscherm,
    BesluitMails,
    BesluitQueries,
    BesluitService,
    Besluituitvoering,
    GoNoGoMails,
    GoNoGoTaak,
    HerinneringenMails,
    HerinneringenTaak,
    LevensloopTaak,
    PrognoseQueries,
    PublicatieService,
    Voortgangscherm,
  ],
  exports: [BesluitMails, BesluitQueries, GoNoGoTaak, HerinneringenTaak, LevensloopTaak, PrognoseQueries],
})
export class LevensloopModule {}
