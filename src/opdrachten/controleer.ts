import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { beoordeel, type Oordeel } from '../aanmeldingen/invarianten.queries.js';
import { Clock } from '../platform/clock/clock.js';
import { readSettings, SettingsError } from '../platform/config/settings.js';
import { during } from '../platform/database/work.js';
import { startContext } from '../start.js';

/** The command `npm run controleer`. Exit code 0: all holds; 2: something does not; 1: it could not be checked. */
async function controleer(): Promise<number> {
  const context = await startContext(readSettings());
  try {
    return toon(await beoordeel(context.get(DataSource), context.get(Clock).now()));
  } finally {
    await context.close();
  }
}

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

try {
  process.exitCode = await during('task', controleer);
} catch (error) {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exitCode = 1;
}
