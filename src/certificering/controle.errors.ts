import { DomainError } from '../platform/errors/domain-error.js';

export const nummerOnbekend = () =>
  new DomainError('niet-gevonden', 'certificaat-onbekend', 'Er is geen certificaat met dit nummer.');
