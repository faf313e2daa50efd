import { DomainError } from '../platform/errors/domain-error.js';

export const feedOnbekend = (): DomainError =>
  new DomainError('niet-gevonden', 'feed-onbekend', 'Deze agenda bestaat niet (meer).');
