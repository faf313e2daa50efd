import type { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import type { Aanwezigheidsstand } from '../aanwezigheid/aanwezigheid.entity.js';
import { addDays, dateOf, momentAt } from '../platform/clock/dates.js';
import { termijnVervaltOp, type Vakantieperiode } from '../wachtlijst/wachtlijst.rules.js';

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

export type Standvelden = Pick<
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
    private readonly vakanties: Vakantieperiode[],
  ) {}

  standVan(stand: Demostand): Standvelden {
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

  private voorlopig(reden: 'emailbevestiging' | 'akkoord', uren: number): Standvelden {
    const vervaltOp = termijnVervaltOp(this.nu, uren, reden === 'akkoord' ? this.vakanties : [], null);
    return { ...leeg, status: 'voorlopig', wachtOp: [reden], vervaltOp, ...this.volgendePlaats() };
  }

  private volgendePlaats(): Pick<Standvelden, 'plaatsnummer' | 'plaatsVan'> {
    return { plaatsnummer: (this.plaats += 1), plaatsVan: this.capaciteit };
  }
}

/** The states of a line of aanmeldingen.yaml, one per person. */
export function standenVan(aantallen: Partial<Record<Demostand, number>>): Demostand[] {
  return demostanden.flatMap((stand) => Array<Demostand>(aantallen[stand] ?? 0).fill(stand));
}

const tijden = ['08:35', '12:20', '16:45'];

/**
 * When somebody of the demo enrolled: by day, three a day, the last one on the day before `laatste`.
 * @param terug how many enrolled after them.
 */
export function aanmeldmoment(laatste: Date, terug: number): Date {
  const dag = addDays(dateOf(laatste), -1 - Math.floor(terug / 3));
  const moment = momentAt(dag, tijden[2 - (terug % 3)]);
  return new Date(moment.getTime() + ((terug * 7) % 25) * 60_000);
}

/** Most come; who did not finish missed the most. */
export function aanwezigheidVan(
  bijeenkomst: number,
  deelnemer: number,
  haakteAf: boolean,
): Aanwezigheidsstand {
  if (haakteAf && bijeenkomst > 0) return 'afwezig';
  const kans = (bijeenkomst * 5 + deelnemer * 3) % 17;
  return kans === 0 ? 'afwezig' : kans === 7 ? 'afgemeld' : 'aanwezig';
}

/** An invented person; the same number is always the same person. */
interface DemoPersoon {
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  email: string;
}

// prettier-ignore
const voornamen = [
  'Anna', 'Bram', 'Chaima', 'Daan', 'Eva', 'Fatima', 'Gijs', 'Hanna', 'Ilias', 'Julia', 'Kaan', 'Lotte', 'Mohamed',
  'Noor', 'Oscar', 'Pien', 'Quinten', 'Roos', 'Sem', 'Tess', 'Umit', 'Vera', 'Wouter', 'Xandra', 'Yara', 'Zoë',
];
// prettier-ignore
const achternamen = [
  'de Vries', 'Jansen', 'van den Berg', 'Bakker', 'Yilmaz', 'Visser', 'Smit', 'el Amrani', 'Meijer', 'de Boer',
  'Mulder', 'de Groot', 'Bos', 'Vos', 'Peters', 'Hendriks', 'van Leeuwen', 'Dekker', 'Brouwer', 'de Wit', 'Dijkstra',
  'Smits', 'de Graaf', 'van der Meer', 'van der Linden', 'Kok', 'Jacobs', 'Haddad', 'Vermeulen', 'van Dam', 'Postma',
];

/** Number 0 to 805 are all different: 26 first names and 31 last names have no common divisor. */
export function demoPersoon(nummer: number): DemoPersoon {
  const voornaam = voornamen[nummer % voornamen.length]!;
  const volledig = achternaamBij(voornaam, achternamen[nummer % achternamen.length]!);
  const [, tussenvoegsel = null, achternaam = volledig] = /^((?:[a-z]+ )+)(.+)$/.exec(volledig) ?? [];
  const email = `${adresdeel(voornaam)}.${adresdeel(volledig)}@school.example`;
  return { voornaam, tussenvoegsel: tussenvoegsel?.trim() ?? null, achternaam, email };
}

/** This pair is the name of somebody in the documents. */
const achternaamBij = (voornaam: string, achternaam: string): string =>
  voornaam === 'Lotte' && achternaam === 'Bakker' ? 'van Beek' : achternaam;

function adresdeel(naam: string): string {
  return naam
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}
