import { DomainError } from '../../platform/errors/domain-error.js';

export const badgesleutelOnbekend = () =>
  new DomainError('niet-gevonden', 'badgesleutel-onbekend', 'Deze sleutel bestaat niet.');

export const statuslijstOnbekend = () =>
  new DomainError('niet-gevonden', 'statuslijst-onbekend', 'Deze statuslijst bestaat niet.');

/** SESSION_SECRET is not the one with which the key was put away. docs/certificaat.md tells the way out. */
export const badgesleutelOnleesbaar = () =>
  new DomainError(
    'conflict',
    'badgesleutel-onleesbaar',
    'De badges kunnen nu niet worden ondertekend: SESSION_SECRET is veranderd sinds de sleutel is gemaakt. ' +
      'Zet de oude waarde terug, of laat de beheerder bij Badgesleutels een nieuwe sleutel maken.',
  );
