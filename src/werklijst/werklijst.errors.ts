import { DomainError } from '../platform/errors/domain-error.js';

export const groepOnbekend = (): DomainError =>
  new DomainError('niet-gevonden', 'werkgroep-onbekend', 'Deze lijst bestaat niet.');
