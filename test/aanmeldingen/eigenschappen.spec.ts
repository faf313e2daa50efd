import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { startAcademie, type Academie } from '../support/academie.js';
import { ControleVan } from './eigenschappen/controle.js';
import { daden, type Daad } from './eigenschappen/daden.js';
import { maakMensen, maakWereld, type Wereld } from './eigenschappen/wereld.js';

/**
 * Random stories of everything that can happen to two small cohorten, with a clock that moves by minutes or days and a
 * planner that is sometimes late. After every step all invariants of `npm run controleer` hold, nobody has overtaken
 * anybody, and a step that was refused has changed nothing.
 */
const STAPPEN = 40;
const VERHALEN = 10;
/** As many as it takes for everything to have succeeded once, and no fewer than twice ten stories. */
const RONDES = { minstens: 2, hoogstens: 40 };
/** Stories tried to find a shorter one that also fails; counted, so that a slow machine says as much as a fast one. */
const KORTER = 200;

let academie: Academie;
beforeAll(async () => {
  academie = await startAcademie();
});
afterAll(() => academie.sluit());

class Stap implements fc.AsyncCommand<Wereld, ControleVan> {
  constructor(
    private readonly naam: string,
    private readonly daad: Daad,
    private readonly keuze: number,
  ) {}

  check(): boolean {
    return true;
  }

  run(wereld: Wereld, controle: ControleVan): Promise<void> {
    return controle.bij(wereld, this.naam, this.daad, this.keuze);
  }

  toString(): string {
    return `${this.naam}(${this.keuze})`;
  }
}

/** What needs something else to have happened first is tried more often. */
const vaker: Record<string, number> = { herleef: 4, bevestig: 2, klok: 2, akkoord: 2, accepteer: 2 };
const naam = fc.oneof(
  ...Object.keys(daden).map((arbitrary) => ({
    arbitrary: fc.constant(arbitrary),
    weight: vaker[arbitrary] ?? 1,
  })),
);

const stap = fc.tuple(naam, fc.nat(9999)).map(([naam, keuze]) => new Stap(naam, daden[naam]!, keuze));

test('wat er ook gebeurt en in welke volgorde: alle invarianten houden stand en niemand haalt in', async () => {
  const mensen = await maakMensen(academie);
  const gedaan = new Map<string, number>();
  const nooitGelukt = (): string[] => Object.keys(daden).filter((naam) => !gedaan.get(naam));
  for (let ronde = 0; ronde < RONDES.minstens || nooitGelukt().length > 0; ronde += 1) {
    // A story in which nothing succeeds proves nothing.
    if (ronde === RONDES.hoogstens) expect(nooitGelukt()).toEqual([]);
    let mislukt = 0;
    await fc.assert(
      fc.asyncProperty(fc.commands([stap], { maxCommands: STAPPEN, size: 'max' }), async (stappen) => {
        if (mislukt > 0 && (mislukt += 1) > KORTER) return;
        const wereld = await maakWereld(academie, mensen);
        try {
          await fc.asyncModelRun(() => ({ model: wereld, real: new ControleVan(gedaan) }), stappen);
        } catch (error) {
          mislukt += 1;
          throw error;
        }
      }),
      { numRuns: VERHALEN },
    );
  }
}, 600_000);
