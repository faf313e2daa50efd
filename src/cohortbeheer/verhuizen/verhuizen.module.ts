import { Module } from '@nestjs/common';
import { AanmeldingenModule } from '../../aanmeldingen/aanmeldingen.module.js';
import { AuditModule } from '../../audit/audit.module.js';
import { CohortenModule } from '../../cohorten/cohorten.module.js';
import { WachtlijstModule } from '../../wachtlijst/wachtlijst.module.js';
import { AlternatievenQueries } from './alternatieven.queries.js';
import { AnnulerenPagesController } from './annuleren.pages.controller.js';
import { Annuleringsscherm } from './annuleringsscherm.js';
import { CohortbeheerModule } from '../cohortbeheer.module.js';
import { OverzettingPagesController } from './overzetting.pages.controller.js';
import { Overzetscherm } from './overzetscherm.js';
import { SamenvoegenApiController } from './samenvoegen.api.controller.js';
import { SamenvoegenMails } from './samenvoegen.mails.js';
import { SamenvoegenPagesController } from './samenvoegen.pages.controller.js';
import { SamenvoegenQueries } from './samenvoegen.queries.js';
import { Samenvoegscherm } from './samenvoegscherm.js';
import { SamenvoegenService } from './samenvoegen.service.js';
import { Samenvoegstappen } from './samenvoegen.stappen.js';

/** Plans that change: people go to another cohort, one by one or all together. */
@Module({
  imports: [AuditModule, CohortenModule, WachtlijstModule, AanmeldingenModule, CohortbeheerModule],
  controllers: [
    AnnulerenPagesController,
    OverzettingPagesController,
    SamenvoegenApiController,
    SamenvoegenPagesController,
  ],
  providers: [
    AlternatievenQueries,
    Annuleringsscherm,
    Overzetscherm,
    SamenvoegenMails,
    SamenvoegenQueries,
    SamenvoegenService,
    Samenvoegscherm,
    Samenvoegstappen,
  ],
  exports: [SamenvoegenMails],
})
export class VerhuizenModule {}
