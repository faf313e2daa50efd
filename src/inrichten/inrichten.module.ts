import { Module } from '@nestjs/common';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { InrichtenPagesController } from './inrichten.pages.controller.js';
import { InrichtenQueries } from './inrichten.queries.js';
import { InrichtenScherm } from './inrichten.scherm.js';
import { TestmailService } from './testmail.service.js';

@Module({
  imports: [BerichtenModule],
  controllers: [InrichtenPagesController],
  providers: [InrichtenQueries, InrichtenScherm, TestmailService],
  exports: [InrichtenScherm],
})
export class InrichtenModule {}
