import { Module } from '@nestjs/common';
import { AuditModule } from '../../audit/audit.module.js';
import { BesturenModule } from '../../besturen/besturen.module.js';
import { OpleidingenModule } from '../../opleidingen/opleidingen.module.js';
import { CohortenModule } from '../cohorten.module.js';
import { CatalogusBijeenkomstenService } from './catalogus-bijeenkomsten.service.js';
import { CatalogusCohortenService } from './catalogus-cohorten.service.js';
import { CatalogusImportService } from './catalogus-import.service.js';
import { CatalogusOpleidingenService } from './catalogus-opleidingen.service.js';

@Module({
  imports: [AuditModule, BesturenModule, OpleidingenModule, CohortenModule],
  providers: [
    CatalogusBijeenkomstenService,
    CatalogusCohortenService,
    CatalogusImportService,
    CatalogusOpleidingenService,
  ],
  exports: [CatalogusImportService, CohortenModule],
})
export class CatalogusImportModule {}
