import { Module } from '@nestjs/common';
import { BerichtenModule } from '../berichten/berichten.module.js';
import { WerklijstApiController } from './werklijst.api.controller.js';
import { WerklijstPagesController } from './werklijst.pages.controller.js';
import { WerklijstQueries } from './werklijst.queries.js';

@Module({
  imports: [BerichtenModule],
  controllers: [WerklijstPagesController, WerklijstApiController],
  providers: [WerklijstQueries],
})
export class WerklijstModule {}
