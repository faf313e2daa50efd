import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { OpleidingbeheerPagesController } from './opleidingbeheer.pages.controller.js';
import { OpleidingbeheerQueries } from './opleidingbeheer.queries.js';
import { OpleidingenApiController } from './opleidingen.api.controller.js';
import { OpleidingenService } from './opleidingen.service.js';
import { Opleidingscherm } from './opleiding.scherm.js';
import { VersiesService } from './versies.service.js';

@Module({
  imports: [AuditModule],
  controllers: [OpleidingenApiController, OpleidingbeheerPagesController],
  providers: [OpleidingbeheerQueries, OpleidingenService, Opleidingscherm, VersiesService],
  exports: [OpleidingenService, Opleidingscherm, VersiesService],
})
export class OpleidingenModule {}
