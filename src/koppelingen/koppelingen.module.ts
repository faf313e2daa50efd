import { CohortenModule } from '../cohorten/cohorten.module.js';
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { ToegangModule } from '../toegang/toegang.module.js';
import { FeedsPagesController } from './feeds.pages.controller.js';
import { FeedsService } from './feeds.service.js';
import { SleutelsPagesController } from './sleutels.pages.controller.js';
import { SleutelsService } from './sleutels.service.js';

@Module({
  imports: [AuditModule, ToegangModule, CohortenModule],
  controllers: [FeedsPagesController, SleutelsPagesController],
  providers: [FeedsService, SleutelsService],
})
export class KoppelingenModule {}
