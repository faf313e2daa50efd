import { DomainError } from '../platform/errors/domain-error.js';
import type { Regelfout } from './lijst.rules.js';

/** A list of which some lines cannot be enrolled; nobody on it was. */
export class LijstGeweigerd extends DomainError {
  /** @param omNamen only because addresses are somebody's by another name, which whoever adds them may confirm. */
  constructor(
    readonly regels: Regelfout[],
    readonly omNamen = false,
  ) {
    super(
      'ongeldig',
      'lijst-geweigerd',
      'Niet iedereen op deze lijst kan worden aangemeld. Daarom is niemand aangemeld.',
      regels.map(({ rij, melding }) => ({ veld: `regels.${rij}`, melding })),
    );
  }
}

export const importOnbekend = () =>
  new DomainError('niet-gevonden', 'import-onbekend', 'Dit bestand is er niet meer. Kies het opnieuw.');

export const alleenVoorMensen = () =>
  new DomainError('verboden', 'alleen-voor-medewerkers', 'Alleen een medewerker kan een bestand inlezen.');
