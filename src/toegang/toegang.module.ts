import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditModule } from '../audit/audit.module.js';
import { InformatiePagesController } from './informatie.pages.controller.js';
import { SessiesService } from './sessies.service.js';
import { SleutelsService } from './sleutels.service.js';
import { ToegangGuard } from './toegang.guard.js';
import { Wachtwoorden } from './wachtwoorden.js';

@Module({
  imports: [AuditModule],
  controllers: [InformatiePagesController],
  providers: [SessiesService, SleutelsService, Wachtwoorden, { provide: APP_GUARD, useClass: ToegangGuard }],
  exports: [SessiesService, SleutelsService, Wachtwoorden],
})
export class ToegangModule {}
