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

export const berichtHeeftGeenZinMeer = (): DomainError =>
  new DomainError(
    'conflict',
    'bericht-te-laat',
    'Dit bericht heeft geen zin meer: waar het over gaat is voorbij. Het gaat niet opnieuw weg.',
  );

export const afmeldlinkOnbekend = (): DomainError =>
  new DomainError('niet-gevonden', 'afmeldlink-onbekend', 'Deze afmeldlink klopt niet.');

export const ontvangerOpSlot = (): DomainError =>
  new DomainError(
    'conflict',
    'gegevens-op-slot',
    'Deze persoon vroeg om niets met de gegevens te doen. Er gaat geen mail, tot het slot eraf is.',
  );

export const ontvangerWilGeenUitnodigingen = (): DomainError =>
  new DomainError('conflict', 'geen-uitnodigingen', 'Deze persoon wil geen uitnodigingen meer krijgen.');
