import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { CertificeringModule } from './certificering.module.js';
import { ControleApiController } from './controle.api.controller.js';
import { Controlelimiet } from './controle.limiet.js';
import { ControlePagesController } from './controle.pages.controller.js';
import { ControleService } from './controle.service.js';
import { MijnCertificatenPagesController } from './mijn.pages.controller.js';
import { MijnQueries } from './mijn.queries.js';
import { MijnService } from './mijn.service.js';
import { RegisterService } from './register.service.js';

/** What is done with certificaten once they are there: checked, kept, handed over, followed up. */
@Module({
  imports: [AuditModule, WebModule, CertificeringModule],
  controllers: [ControlePagesController, ControleApiController, MijnCertificatenPagesController],
  providers: [Controlelimiet, ControleService, MijnQueries, MijnService, RegisterService],
  exports: [MijnQueries],
})
export class CertificaatgebruikModule {}
