import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditModule } from '../audit/audit.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { InformatiePagesController } from './informatie.pages.controller.js';
import { SessiesService } from './sessies.service.js';
import { ToegangGuard } from './toegang.guard.js';
import { PasskeysService } from './tweestap/passkeys.service.js';
import { TweestapService } from './tweestap/tweestap.service.js';
import { Wachtwoorden } from './wachtwoorden.service.js';

const diensten = [PasskeysService, SessiesService, TweestapService, Wachtwoorden];

@Module({
  imports: [AuditModule, WebModule],
  controllers: [InformatiePagesController],
  providers: [...diensten, { provide: APP_GUARD, useClass: ToegangGuard }],
  exports: diensten,
})
export class ToegangModule {}
