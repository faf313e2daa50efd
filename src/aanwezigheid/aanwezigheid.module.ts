import { Module } from '@nestjs/common';
import { AanmeldingenModule } from '../aanmeldingen/aanmeldingen.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { BesturenModule } from '../besturen/besturen.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { AanwezigheidApiController } from './aanwezigheid.api.controller.js';
import { AanwezigheidQueries } from './aanwezigheid.queries.js';
import { AanwezigheidService } from './aanwezigheid.service.js';
import { Bijeenkomsttoegang } from './bijeenkomsttoegang.js';

@Module({
  imports: [AuditModule, BerichtenModule, BesturenModule, CohortenModule, AanmeldingenModule],
  controllers: [AanwezigheidApiController],
  providers: [AanwezigheidQueries, AanwezigheidService, Bijeenkomsttoegang],
  exports: [AanwezigheidQueries],
})
export class AanwezigheidModule {}
