import { DomainError, InputError } from '../platform/errors/domain-error.js';

export const persoonOnbekend = () =>
  new DomainError('niet-gevonden', 'persoon-onbekend', 'Deze persoon kennen we niet.');

export const persoonSamengevoegd = () =>
  new DomainError(
    'conflict',
    'persoon-samengevoegd',
    'Deze persoon is al samengevoegd met een ander. Kijk bij die ander.',
  );

export const zonderLetter = 'Een naam heeft ten minste één letter.';

export const naamZonderLetter = () => new InputError([{ veld: 'achternaam', melding: zonderLetter }]);

/** The address is of somebody else, who may be the same human. */
export class AdresVanAnder extends DomainError {
  constructor(
    readonly persoonId: string,
    readonly naam: string,
  ) {
    const melding = `Dit e-mailadres is al van ${naam}. Is dat dezelfde mens? Voeg de twee dan samen.`;
    super('conflict', 'adres-van-ander', melding, [{ veld: 'email', melding }]);
  }
}

export const metZichzelf = () =>
  new DomainError('ongeldig', 'zelfde-persoon', 'Kies een andere persoon om mee samen te voegen.', [
    { veld: 'met', melding: 'Kies een andere persoon om mee samen te voegen.' },
  ]);
