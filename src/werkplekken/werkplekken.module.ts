import { Module } from '@nestjs/common';
import { AanmeldingenModule } from '../aanmeldingen/aanmeldingen.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BesturenModule } from '../besturen/besturen.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { WachtlijstModule } from '../wachtlijst/wachtlijst.module.js';
import { BestuurswisselService } from './bestuurswissel.service.js';
import { WerkplekkenPagesController } from './werkplekken.pages.controller.js';
import { WerkplekkenQueries } from './werkplekken.queries.js';
import { WerkplekkenScherm } from './werkplekken.scherm.js';
import { WerkplekkenService } from './werkplekken.service.js';

@Module({
  imports: [AuditModule, BesturenModule, CohortenModule, WachtlijstModule, AanmeldingenModule],
  controllers: [WerkplekkenPagesController],
  providers: [BestuurswisselService, WerkplekkenQueries, WerkplekkenScherm, WerkplekkenService],
  exports: [BestuurswisselService],
})
export class WerkplekkenModule {}
