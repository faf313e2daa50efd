import 'reflect-metadata';
import { importeer, leesImportopdracht } from './importeer.js';
import { voerOpdrachtUit } from './opdracht.js';

const argv = process.argv.slice(2);
await voerOpdrachtUit(
  () => (leesImportopdracht(argv), {}),
  (context) => importeer(argv, context),
);
