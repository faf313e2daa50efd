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

export const berichtGewist = (): DomainError =>
  new DomainError(
    'conflict',
    'bericht-gewist',
    'De tekst van dit bericht is gewist, omdat we hem lang genoeg hebben bewaard. Je kunt het niet opnieuw sturen.',
  );
