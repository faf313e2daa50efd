import { Module } from '@nestjs/common';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { InrichtenModule } from '../inrichten/inrichten.module.js';
import { WerklijstApiController } from './werklijst.api.controller.js';
import { WerklijstPagesController } from './werklijst.pages.controller.js';
import { WerklijstQueries } from './werklijst.queries.js';

@Module({
  imports: [BerichtenModule, InrichtenModule],
  controllers: [WerklijstPagesController, WerklijstApiController],
  providers: [WerklijstQueries],
})
export class WerklijstModule {}
