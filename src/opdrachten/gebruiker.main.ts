import 'reflect-metadata';
import { gebruiker, leesGebruikersopdracht } from './gebruiker.js';
import { voerOpdrachtUit } from './opdracht.js';

const argv = process.argv.slice(2);
await voerOpdrachtUit(
  () => (leesGebruikersopdracht(argv), {}),
  (context) => gebruiker(argv, context),
);
