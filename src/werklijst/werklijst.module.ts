import { Module } from '@nestjs/common';
import { WerklijstApiController } from './werklijst.api.controller.js';
import { WerklijstPagesController } from './werklijst.pages.controller.js';
import { WerklijstQueries } from './werklijst.queries.js';

@Module({
  controllers: [WerklijstPagesController, WerklijstApiController],
  providers: [WerklijstQueries],
})
export class WerklijstModule {}
