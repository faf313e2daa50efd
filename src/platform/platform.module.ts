import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Clock } from './clock/clock.js';
import { Settings } from './config/settings.js';
import { Lists } from './lists.js';
import { House } from './web/house.js';
import { Stylesheets } from './web/stylesheet.js';
import { Templates } from './web/templates.js';
import { Workers } from './workers.js';

/** Every feature may use these without asking: settings, clock, templates, style, turns for lists, threads. */
@Global()
@Module({})
export class PlatformModule {
  static with(settings: Settings, clock: Clock = new Clock()): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: Settings, useValue: settings },
        { provide: Clock, useValue: clock },
        House,
        Lists,
        Workers,
        { provide: Templates, useFactory: () => new Templates() },
        Stylesheets,
      ],
      exports: [Settings, Clock, House, Templates, Stylesheets, Lists, Workers],
    };
  }
}
