import { Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { AuditModule } from '../audit/audit.module.js';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { WebModule } from '../platform/web/web.module.js';
import { ToegangModule } from '../toegang/toegang.module.js';
import { InloggenPagesController } from './inloggen.pages.controller.js';
import { InloggenService } from './inloggen.service.js';
import { LogInLimiet } from './inloglimiet.js';
import { WachtwoordStrategy } from './wachtwoord.strategy.js';

@Module({
  imports: [PassportModule, AuditModule, BerichtenModule, ToegangModule, WebModule],
  controllers: [InloggenPagesController],
  providers: [InloggenService, LogInLimiet, WachtwoordStrategy],
})
export class InloggenModule {}
