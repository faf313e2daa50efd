import type { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { addHours } from '../platform/clock/dates.js';

/** What people of the demo have come to; the order is the order in which they enrolled. */
export const demostanden = [
  'voltooid',
  'niet-voltooid',
  'geplaatst',
  'wacht-op-bevestiging',
  'wacht-op-akkoord',
  'wachtlijst',
  'verlopen',
  'geannuleerd',
  'afgewezen',
] as const;
export type Demostand = (typeof demostanden)[number];

export type Stand = Pick<
  Aanmelding,
  | 'status'
  | 'wachtOp'
  | 'vervaltOp'
  | 'plaatsnummer'
  | 'plaatsVan'
  | 'wachtlijstRang'
  | 'reden'
  | 'beeindigdDoor'
>;

const leeg = {
  wachtOp: [],
  vervaltOp: null,
  plaatsnummer: null,
  plaatsVan: null,
  wachtlijstRang: null,
  reden: null,
  beeindigdDoor: null,
};

/** Hands out places and ranks of one cohort in order. */
export class Plaatsgever {
  private plaats = 0;
  private rang = 0;

  constructor(
    private readonly capaciteit: number | null,
    private readonly nu: Date,
  ) {}

  standVan(stand: Demostand): Stand {
    switch (stand) {
      case 'voltooid':
      case 'niet-voltooid':
      case 'geplaatst':
        return { ...leeg, status: stand, ...this.volgendePlaats() };
      case 'wacht-op-bevestiging':
        return this.voorlopig('emailbevestiging', 24);
      case 'wacht-op-akkoord':
        return this.voorlopig('akkoord', 168);
      case 'wachtlijst':
        return { ...leeg, status: stand, wachtlijstRang: (this.rang += 1) };
      case 'verlopen':
        return { ...leeg, status: stand, beeindigdDoor: 'systeem' };
      case 'geannuleerd':
        return { ...leeg, status: stand, reden: 'Past niet in mijn rooster', beeindigdDoor: 'deelnemer' };
      case 'afgewezen':
        return {
          ...leeg,
          status: stand,
          reden: 'Volgt dit jaar al een andere opleiding',
          beeindigdDoor: 'bestuur',
        };
    }
  }

  private voorlopig(reden: 'emailbevestiging' | 'akkoord', uren: number): Stand {
    const vervaltOp = addHours(this.nu, uren);
    return { ...leeg, status: 'voorlopig', wachtOp: [reden], vervaltOp, ...this.volgendePlaats() };
  }

  private volgendePlaats(): Pick<Stand, 'plaatsnummer' | 'plaatsVan'> {
    return { plaatsnummer: (this.plaats += 1), plaatsVan: this.capaciteit };
  }
}

/** The states of a line of aanmeldingen.yaml, one per person. */
export function standenVan(aantallen: Partial<Record<Demostand, number>>): Demostand[] {
  return demostanden.flatMap((stand) => Array<Demostand>(aantallen[stand] ?? 0).fill(stand));
}
