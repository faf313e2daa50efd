import { Module } from '@nestjs/common';
import { AuditModule } from '../../audit/audit.module.js';
import { BadgeModule } from '../badge/badge.module.js';
import { CertificaatbestandenApiController } from './bestanden.api.controller.js';
import { CertificaatbestandenPagesController } from './bestanden.pages.controller.js';
import { BestandenQueries } from './bestanden.queries.js';
import { CertificaatbestandenService } from './bestanden.service.js';

/** Whoever shows a certificaat to its holder asks `CertificaatbestandenService` for the file. */
@Module({
  imports: [AuditModule, BadgeModule],
  controllers: [CertificaatbestandenApiController, CertificaatbestandenPagesController],
  providers: [BestandenQueries, CertificaatbestandenService],
  exports: [CertificaatbestandenService],
})
export class CertificaatPdfModule {}
