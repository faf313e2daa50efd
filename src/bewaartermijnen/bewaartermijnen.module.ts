import { Module } from '@nestjs/common';
import { WebModule } from '../platform/web/web.module.js';
import { ToegangModule } from '../toegang/toegang.module.js';
import { BewaartermijnenPagesController } from './bewaartermijnen.pages.controller.js';
import { BewaartermijnenScherm } from './bewaartermijnen.scherm.js';
import { BewaartermijnenService } from './bewaartermijnen.service.js';
import { BewaartermijnenTaak } from './bewaartermijnen.taken.js';

@Module({
  imports: [ToegangModule, WebModule],
  controllers: [BewaartermijnenPagesController],
  providers: [BewaartermijnenService, BewaartermijnenScherm, BewaartermijnenTaak],
  exports: [BewaartermijnenService, BewaartermijnenTaak],
})
export class BewaartermijnenModule {}
