import { Module } from '@nestjs/common';
import { BesturenModule } from '../besturen/besturen.module.js';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { CertificeringModule } from '../certificering/certificering.module.js';
import { EvaluatiesModule } from '../evaluaties/evaluaties.module.js';
import { DemoEvaluatiesService } from './demo-evaluaties.service.js';
import { DemoVerledenService } from './demo-verleden.service.js';
import { DemoService } from './demo.service.js';

@Module({
  imports: [BesturenModule, CertificeringModule, CohortenModule, EvaluatiesModule],
  providers: [DemoEvaluatiesService, DemoVerledenService, DemoService],
  exports: [DemoService],
})
export class DemoModule {}
