import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { GegevensApiController } from './gegevens.api.controller.js';
import { GegevensQueries } from './gegevens.queries.js';
import { GegevensScherm } from './gegevens.scherm.js';
import { MijnGegevensPagesController } from './mijn.pages.controller.js';
import { PersoonsinzagePagesController } from './persoon.pages.controller.js';

@Module({
  imports: [AuditModule],
  controllers: [MijnGegevensPagesController, PersoonsinzagePagesController, GegevensApiController],
  providers: [GegevensQueries, GegevensScherm],
})
export class InzageModule {}
