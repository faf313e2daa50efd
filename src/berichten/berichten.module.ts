import { Module } from '@nestjs/common';
import { BerichtenService } from './berichten.service.js';

@Module({
  providers: [BerichtenService],
  exports: [BerichtenService],
})
export class BerichtenModule {}
