import { Module } from '@nestjs/common';
import { BewaartermijnenTaak } from './bewaartermijnen.taken.js';

@Module({
  providers: [BewaartermijnenTaak],
  exports: [BewaartermijnenTaak],
})
export class BewaartermijnenModule {}
