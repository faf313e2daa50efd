import { Module } from '@nestjs/common';
import { CohortenModule } from '../cohorten/cohorten.module.js';
import { UitkomstCohortService } from './uitkomst-cohort.service.js';
import { UitkomstPagesController } from './uitkomst.pages.controller.js';
import { UitkomstQueries } from './uitkomst.queries.js';
import { UitkomstTellen } from './uitkomst-tellen.js';

@Module({
  imports: [CohortenModule],
  controllers: [UitkomstPagesController],
  providers: [UitkomstCohortService, UitkomstQueries, UitkomstTellen],
})
export class EvaluatiesModule {}
