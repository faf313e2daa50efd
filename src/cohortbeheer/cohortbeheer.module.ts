import { Module } from '@nestjs/common';
import { AanmeldingenModule } from '../aanmeldingen/aanmeldingen.module.js';
import { AanwezigheidModule } from '../aanwezigheid/aanwezigheid.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BelangstellingModule } from '../belangstelling/belangstelling.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { BesturenModule } from '../besturen/besturen.module.js';
import { CertificeringModule } from '../certificering/certificering.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { EvaluatiesModule } from '../evaluaties/evaluaties.module.js';
import { OpleidingenModule } from '../opleidingen/opleidingen.module.js';
import { WachtlijstModule } from '../wachtlijst/wachtlijst.module.js';
import { CohortbeheerApiController } from './cohortbeheer.api.controller.js';
import { CohortbeheerMails } from './cohortbeheer.mails.js';
import { CohortenPagesController } from './cohorten.pages.controller.js';
import { Cohortenscherm } from './cohorten.scherm.js';
import { AfrondingService } from './levensloop/afronding.service.js';
import { BesluitService } from './levensloop/besluit.service.js';
import { GoNoGoTaak, HerinneringenTaak, LevensloopTaak } from './levensloop/levensloop.taken.js';
import { PublicatieService } from './levensloop/publicatie.service.js';
import { VoortgangPagesController } from './levensloop/voortgang.pages.controller.js';
import { Voortgangscherm } from './levensloop/voortgang.scherm.js';
import { AanmeldingbeheerApiController } from './mensen/aanmeldingbeheer.api.controller.js';
import { AanmeldingbeheerPagesController } from './mensen/aanmeldingbeheer.pages.controller.js';
import { Aanmeldingbeheerscherm } from './mensen/aanmeldingbeheer.scherm.js';
import { AanmeldingbeheerService } from './mensen/aanmeldingbeheer.service.js';
import { Mensenscherm } from './mensen/mensen.scherm.js';
import { KopieService } from './plan/kopie.service.js';
import { PlanPagesController } from './plan/plan.pages.controller.js';
import { Planscherm } from './plan/plan.scherm.js';
import { PlanService } from './plan/plan.service.js';
import { Planformulierscherm } from './plan/planformulier.scherm.js';
import { Aanmeldpost } from './post/aanmeldpost.mails.js';
import { Leerpost } from './post/leerpost.mails.js';
import { MededelingenApiController } from './post/mededelingen.api.controller.js';
import { Mededelingscherm } from './post/mededelingen.scherm.js';
import { MededelingenService } from './post/mededelingen.service.js';
import { PostPagesController } from './post/post.pages.controller.js';
import { Postscherm } from './post/post.scherm.js';
import { PostService } from './post/post.service.js';
import { Verlooppost } from './post/verlooppost.mails.js';
import { AlternatievenQueries } from './verhuizen/alternatieven.queries.js';
import { AnnulerenService } from './verhuizen/annuleren.service.js';
import { SamenvoegenService } from './verhuizen/samenvoegen.service.js';
import { VerhuizenPagesController } from './verhuizen/verhuizen.pages.controller.js';
import { Verhuisscherm } from './verhuizen/verhuizen.scherm.js';

/** Changes a cohort and its people together: its life, its plan, its people, its mails, and moving. */
@Module({
  imports: [
    AanmeldingenModule,
    AanwezigheidModule,
    AuditModule,
    BelangstellingModule,
    BerichtenModule,
    BesturenModule,
    CertificeringModule,
    CohortenModule,
    EvaluatiesModule,
    OpleidingenModule,
    WachtlijstModule,
  ],
  controllers: [
    AanmeldingbeheerApiController,
    AanmeldingbeheerPagesController,
    CohortbeheerApiController,
    CohortenPagesController,
    PlanPagesController,
    VoortgangPagesController,
    VerhuizenPagesController,
    MededelingenApiController,
    PostPagesController,
  ],
  providers: [
    AanmeldingbeheerService,
    Aanmeldingbeheerscherm,
    Aanmeldpost,
    AfrondingService,
    AlternatievenQueries,
    AnnulerenService,
    BesluitService,
    CohortbeheerMails,
    Cohortenscherm,
    GoNoGoTaak,
    HerinneringenTaak,
    KopieService,
    Leerpost,
    LevensloopTaak,
    MededelingenService,
    Mededelingscherm,
    Mensenscherm,
    PlanService,
    Planformulierscherm,
    Planscherm,
    PostService,
    Postscherm,
    PublicatieService,
    SamenvoegenService,
    Verhuisscherm,
    Verlooppost,
    Voortgangscherm,
  ],
  exports: [AanmeldingbeheerService, Aanmeldingbeheerscherm, GoNoGoTaak, HerinneringenTaak, LevensloopTaak],
})
export class CohortbeheerModule {}
