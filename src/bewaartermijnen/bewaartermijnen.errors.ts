import { DomainError } from '../platform/errors/domain-error.js';

export const verslagOnbekend = (): DomainError =>
  new DomainError('niet-gevonden', 'verslag-onbekend', 'Dit verslag is er niet.');
