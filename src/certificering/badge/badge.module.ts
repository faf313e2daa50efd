import { Module } from '@nestjs/common';
import { AuditModule } from '../../audit/audit.module.js';
import { BadgesPagesController } from './badges.pages.controller.js';
import { BadgesService } from './badges.service.js';
import { BadgesleutelsPagesController } from './badgesleutels.pages.controller.js';
import { BadgesleutelsService } from './badgesleutels.service.js';

@Module({
  imports: [AuditModule],
  controllers: [BadgesPagesController, BadgesleutelsPagesController],
  providers: [BadgesService, BadgesleutelsService],
  exports: [BadgesService],
})
export class BadgeModule {}
