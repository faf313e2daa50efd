import { DomainError } from '../platform/errors/domain-error.js';

export const berichtNietGevonden = (): DomainError =>
  new DomainError('niet-gevonden', 'bericht-niet-gevonden', 'Dit bericht bestaat niet.');

export const adresOnbruikbaar = (): DomainError =>
  new DomainError('ongeldig', 'adres-onbruikbaar', 'Naar dit e-mailadres kunnen we geen bericht sturen.');
