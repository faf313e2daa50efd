import { Module } from '@nestjs/common';
import { WebModule } from '../platform/web/web.module.js';
import { ControleApiController } from './controle.api.controller.js';
import { Controlelimiet } from './controle.limiet.js';
import { ControlePagesController } from './controle.pages.controller.js';
import { ControleService } from './controle.service.js';

@Module({
  imports: [WebModule],
  controllers: [ControlePagesController, ControleApiController],
  providers: [Controlelimiet, ControleService],
})
export class CertificeringModule {}
