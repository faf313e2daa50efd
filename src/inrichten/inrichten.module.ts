import { Module } from '@nestjs/common';
import { InrichtenPagesController } from './inrichten.pages.controller.js';
import { InrichtenQueries } from './inrichten.queries.js';
import { InrichtenScherm } from './inrichten.scherm.js';

@Module({
  controllers: [InrichtenPagesController],
  providers: [InrichtenQueries, InrichtenScherm],
  exports: [InrichtenScherm],
})
export class InrichtenModule {}
