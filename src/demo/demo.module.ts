import { Module } from '@nestjs/common';
import { BesturenModule } from '../besturen/besturen.module.js';
import { CatalogusImportModule } from '../cohorten/catalogusbestand/catalogus-import.module.js';
import { DemoAanmeldingenService } from './demo-aanmeldingen.service.js';
import { DemoVerledenService } from './demo-verleden.service.js';
import { DemoService } from './demo.service.js';

@Module({
  imports: [BesturenModule, CatalogusImportModule],
  providers: [DemoAanmeldingenService, DemoVerledenService, DemoService],
  exports: [DemoService],
})
export class DemoModule {}
