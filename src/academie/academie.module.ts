import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AcademiePagesController } from './academie.pages.controller.js';
import { AcademieService } from './academie.service.js';

@Module({
  imports: [AuditModule],
  controllers: [AcademiePagesController],
  providers: [AcademieService],
})
export class AcademieModule {}
