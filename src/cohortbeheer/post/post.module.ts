import { Module } from '@nestjs/common';
import { AanmeldingenModule } from '../../aanmeldingen/aanmeldingen.module.js';
import { AanwezigheidModule } from '../../aanwezigheid/aanwezigheid.module.js';
import { AuditModule } from '../../audit/audit.module.js';
import { BelangstellingModule } from '../../belangstelling/belangstelling.module.js';
import { BerichtenModule } from '../../berichten/berichten.module.js';
import { CohortenModule } from '../../cohorten/cohorten.module.js';
import { CertificeringModule } from '../../certificering/certificering.module.js';
import { EvaluatiesModule } from '../../evaluaties/evaluaties.module.js';
import { WachtlijstModule } from '../../wachtlijst/wachtlijst.module.js';
import { CohortbeheerModule } from '../cohortbeheer.module.js';
import { LevensloopModule } from '../levensloop/levensloop.module.js';
import { VerhuizenModule } from '../verhuizen/verhuizen.module.js';
import { Aanmeldpost } from './aanmeldpost.js';
import { Academiepost } from './academiepost.js';
import { AlineasService } from './alineas.service.js';
import { Leerpost } from './leerpost.js';
import { MededelingMails } from './mededeling.mails.js';
import { MededelingenApiController } from './mededelingen.api.controller.js';
import { MededelingenPagesController } from './mededelingen.pages.controller.js';
import { MededelingenService } from './mededelingen.service.js';
import { Mededelingscherm } from './mededelingscherm.js';
import { OntvangersQueries } from './ontvangers.queries.js';
import { PostPagesController } from './post.pages.controller.js';
import { PostQueries } from './post.queries.js';
import { Postlijst } from './postlijst.js';
import { Postscherm } from './postscherm.js';
import { Verhuispost } from './verhuispost.js';
import { Verlooppost } from './verlooppost.js';
import { VoorbeeldService } from './voorbeeld.service.js';
import { Voorbeeldscherm } from './voorbeeldscherm.js';

/** What a cohort mails, and what the coördinator says in it. */
@Module({
  imports: [
    AuditModule,
    BerichtenModule,
    CohortenModule,
    WachtlijstModule,
    BelangstellingModule,
    AanmeldingenModule,
    AanwezigheidModule,
    EvaluatiesModule,
    CertificeringModule,

    CohortbeheerModule,
    LevensloopModule,
    VerhuizenModule,
  ],
  controllers: [MededelingenApiController, MededelingenPagesController, PostPagesController],
  providers: [
    Aanmeldpost,
    Academiepost,
    AlineasService,
    Leerpost,
    MededelingenService,
    MededelingMails,
    Mededelingscherm,
    OntvangersQueries,
    PostQueries,
    Postlijst,
    Postscherm,
    Verhuispost,
    Verlooppost,
    VoorbeeldService,
    Voorbeeldscherm,
  ],
})
export class PostModule {}
