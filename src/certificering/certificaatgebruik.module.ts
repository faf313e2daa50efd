import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { CertificeringModule } from './certificering.module.js';
import { ControleApiController } from './controle/controle.api.controller.js';
import { Controlelimiet } from './controle/controle.limiet.js';
import { ControlePagesController } from './controle/controle.pages.controller.js';
import { ControleService } from './controle/controle.service.js';
import { CertificaatPdfModule } from './pdf/pdf.module.js';
import { MijnBestandenPagesController } from './mijn/mijn-bestanden.pages.controller.js';
import { MijnCertificatenPagesController } from './mijn/mijn.pages.controller.js';
import { MijnQueries } from './mijn/mijn.queries.js';
import { MijnService } from './mijn/mijn.service.js';
import { PeMails } from './pe/pe.mails.js';
import { PePagesController } from './pe/pe.pages.controller.js';
import { PeQueries } from './pe/pe.queries.js';
import { PeService } from './pe/pe.service.js';
import { Pescherm } from './pe/pescherm.js';
import { RegisterService } from './pe/register.service.js';
import { VervolgMails } from './vervolg/vervolg.mails.js';
import { VervolgQueries } from './vervolg/vervolg.queries.js';
import { VervolgTaak } from './vervolg/vervolg.taken.js';

/** What is done with certificaten once they are there: checked, kept, handed over, followed up. */
@Module({
  imports: [
    AuditModule,
    BerichtenModule,
    CohortenModule,
    WebModule,
    CertificeringModule,
    CertificaatPdfModule,
  ],
  controllers: [
    ControlePagesController,
    ControleApiController,
    MijnBestandenPagesController,
    MijnCertificatenPagesController,
    PePagesController,
  ],
  providers: [
    Controlelimiet,
    ControleService,
    MijnQueries,
    MijnService,
    PeMails,
    PeQueries,
    PeService,
    Pescherm,
    RegisterService,
    VervolgMails,
    VervolgQueries,
    VervolgTaak,
  ],
  exports: [MijnQueries, PeMails],
})
export class CertificaatgebruikModule {}
