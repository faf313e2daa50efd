import { DomainError } from '../platform/errors/domain-error.js';

export const recordOnbekend = () =>
  new DomainError('niet-gevonden', 'record-onbekend', 'Dit soort record kennen we niet.');

export const logboekNietVoorJou = () =>
  new DomainError('verboden', 'logboek-niet-voor-jou', 'Wat hierover is vastgelegd, mag je niet zien.');
