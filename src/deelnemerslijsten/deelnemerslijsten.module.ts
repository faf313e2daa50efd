import { Module } from '@nestjs/common';
import { AanmeldingenModule } from '../aanmeldingen/aanmeldingen.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { DeelnemerslijstenApiController } from './deelnemerslijsten.api.controller.js';
import { DeelnemerslijstenQueries } from './deelnemerslijsten.queries.js';
import { DeelnemerslijstenService } from './deelnemerslijsten.service.js';

@Module({
  imports: [AanmeldingenModule, AuditModule],
  controllers: [DeelnemerslijstenApiController],
  providers: [DeelnemerslijstenQueries, DeelnemerslijstenService],
})
export class DeelnemerslijstenModule {}
