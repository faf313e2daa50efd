import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { BesturenModule } from '../besturen/besturen.module.js';
import { BewaartermijnenModule } from '../bewaartermijnen/bewaartermijnen.module.js';
import { CohortbeheerModule } from '../cohortbeheer/cohortbeheer.module.js';
import { EvaluatiesModule } from '../evaluaties/evaluaties.module.js';
import { WachtlijstModule } from '../wachtlijst/wachtlijst.module.js';
import { Taakbewaking } from '../platform/taak.js';
import { HealthController } from './health.api.controller.js';
import { PlannerPagesController } from './planner.pages.controller.js';
import { PlannerQueries } from './planner.queries.js';
import { PlannerService } from './planner.service.js';
import { PlannerScherm } from './planner.scherm.js';
import { RoosterService } from './rooster.service.js';

@Module({
  imports: [
    ScheduleModule.forRoot(),
    BerichtenModule,
    BesturenModule,
    WachtlijstModule,
    EvaluatiesModule,
    CohortbeheerModule,
    BewaartermijnenModule,
  ],
  controllers: [HealthController, PlannerPagesController],
  providers: [
    PlannerService,
    RoosterService,
    PlannerQueries,
    PlannerScherm,
    { provide: Taakbewaking, useExisting: PlannerQueries },
  ],
  exports: [PlannerService],
})
export class PlannerModule {}
