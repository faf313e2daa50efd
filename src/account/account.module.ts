import { WeergavePagesController } from './weergave.pages.controller.js';
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { InloggenModule } from '../inloggen/inloggen.module.js';
import { ToegangModule } from '../toegang/toegang.module.js';
import { AccountPagesController } from './account.pages.controller.js';
import { AccountScherm } from './account.scherm.js';
import { AccountService } from './account.service.js';

@Module({
  imports: [AuditModule, InloggenModule, ToegangModule],
  controllers: [WeergavePagesController, AccountPagesController],
  providers: [AccountScherm, AccountService],
})
export class AccountModule {}
