import { terms, type Terms } from '../../src/platform/database/work.js';

/**
 * The patience of the product with the database is short, and a machine that runs tests may be very busy. So in a test
 * it lasts a long time, unless the test is about it. The migrations keep theirs: they try again for as long as it takes.
 */
const ECHT = Symbol.for('the patience of the product');
// The source is loaded once for many spec files, so the first of them keeps what was there.
const echt = ((terms as unknown as Record<symbol, typeof terms>)[ECHT] ??= structuredClone(terms));
const traag = ({ statement }: Terms): Partial<Terms> => ({
  lock: 60_000,
  connect: 60_000,
  statement: statement && 60_000,
  idle: 0,
  patience: 60_000,
});
const { upkeep: _upkeep, ...bezoek } = terms;
for (const work of Object.keys(terms) as (keyof typeof terms)[]) Object.assign(terms[work], echt[work]);
for (const each of Object.values(bezoek)) Object.assign(each, traag(each));

/** For a test that is about patience of this sort; before the academie is started. */
export function metHetGeduldVanHetProduct(...soorten: (keyof Terms)[]): void {
  for (const work of Object.keys(terms) as (keyof typeof terms)[])
    for (const soort of soorten) terms[work][soort] = echt[work][soort];
}
