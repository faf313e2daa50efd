import 'reflect-metadata';
import { AsOfClock } from '../platform/clock/clock.js';
import { voerOpdrachtUit } from './opdracht.js';
import { leesTaakopdracht, taak } from './taak.js';

const argv = process.argv.slice(2);
await voerOpdrachtUit(
  () => {
    const { nu } = leesTaakopdracht(argv);
    return nu ? { clock: new AsOfClock(nu) } : {};
  },
  (context) => taak(argv, context),
);
