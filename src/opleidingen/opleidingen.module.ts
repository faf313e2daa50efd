import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { OpleidingenApiController } from './opleidingen.api.controller.js';
import { OpleidingenService } from './opleidingen.service.js';

@Module({
  imports: [AuditModule],
  controllers: [OpleidingenApiController],
  providers: [OpleidingenService],
  exports: [OpleidingenService],
})
export class OpleidingenModule {}
