import { DomainError } from '../platform/errors/domain-error.js';

export const taakOnbekend = (naam: string): DomainError =>
  new DomainError('niet-gevonden', 'taak-onbekend', `Er is geen taak ${naam}.`);
