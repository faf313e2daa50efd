import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { beoordeel, type Oordeel } from '../invarianten/invarianten.queries.js';
import { Clock } from '../platform/clock/clock.js';
import { voerOpdrachtUit } from './opdracht.js';

/** The command `npm run controleer`. Exit code 0: all holds; 2: something does not; 1: it could not be checked. */
await voerOpdrachtUit(
  () => ({}),
  async (context) => toon(await beoordeel(context.get(DataSource), context.get(Clock).now())),
);

function toon(oordelen: Oordeel[]): number {
  for (const { invariant, zin, bekeken, bevindingen } of oordelen) {
    const uitkomst = bevindingen.length === 0 ? 'klopt' : `KLOPT NIET, ${bevindingen.length} keer`;
    console.log(`${uitkomst}: ${zin} (${invariant}, ${bekeken} bekeken)`);
    for (const { id } of bevindingen) console.log(`  - ${id}`);
  }
  const kapot = oordelen.filter(({ bevindingen }) => bevindingen.length > 0);
  console.log(
    kapot.length === 0
      ? `Alle ${oordelen.length} invarianten kloppen.`
      : `${kapot.length} van de ${oordelen.length} invarianten kloppen niet.`,
  );
  return kapot.length === 0 ? 0 : 2;
}
