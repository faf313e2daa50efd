import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { OpleidingbeheerPagesController } from './opleidingbeheer.pages.controller.js';
import { OpleidingbeheerQueries } from './opleidingbeheer.queries.js';
import { OpleidingenApiController } from './opleidingen.api.controller.js';
import { OpleidingenService } from './opleidingen.service.js';
import { Opleidingscherm } from './opleiding.scherm.js';
import { VersiesApiController } from './versies.api.controller.js';
import { VersiesPagesController } from './versies.pages.controller.js';
import { VersiesQueries } from './versies.queries.js';
import { VersiesService } from './versies.service.js';

@Module({
  imports: [AuditModule],
  controllers: [
    OpleidingenApiController,
    VersiesApiController,
    VersiesPagesController,
    OpleidingbeheerPagesController,
  ],
  providers: [OpleidingbeheerQueries, OpleidingenService, Opleidingscherm, VersiesQueries, VersiesService],
  exports: [OpleidingenService, Opleidingscherm, VersiesQueries, VersiesService],
})
export class OpleidingenModule {}
