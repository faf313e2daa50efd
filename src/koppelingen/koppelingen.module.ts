import { Module } from '@nestjs/common';
import { ToegangModule } from '../toegang/toegang.module.js';
import { SleutelsPagesController } from './sleutels.pages.controller.js';
import { SleutelsQueries } from './sleutels.queries.js';

@Module({
  imports: [ToegangModule],
  controllers: [SleutelsPagesController],
  providers: [SleutelsQueries],
})
export class KoppelingenModule {}
