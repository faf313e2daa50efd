import { DomainError } from '../platform/errors/domain-error.js';

export const berichtNietGevonden = (): DomainError =>
  new DomainError('niet-gevonden', 'bericht-niet-gevonden', 'Dit bericht bestaat niet.');

export const adresOnbruikbaar = (): DomainError =>
  new DomainError('ongeldig', 'adres-onbruikbaar', 'Naar dit e-mailadres kunnen we geen bericht sturen.');

export const berichtNietMislukt = (): DomainError =>
  new DomainError(
    'conflict',
    'bericht-niet-mislukt',
    'Dit bericht is niet mislukt; er is niets om te laten rusten.',
  );
