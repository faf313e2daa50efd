import { DomainError } from '../platform/errors/domain-error.js';

export const opleidingOnbekend = () =>
  new DomainError('niet-gevonden', 'opleiding-onbekend', 'Deze opleiding bestaat niet.');

export const opleidingscodeBestaat = (code: string) =>
  new DomainError('conflict', 'opleidingscode-bestaat', `Er is al een opleiding met code ${code}.`);

export const vervolgOpOnbekend = (code: string) =>
  new DomainError('ongeldig', 'vervolg-op-onbekend', 'De opleiding waarop deze volgt bestaat niet.', [
    { veld: 'vervolgOp', melding: `Er is geen opleiding met code ${code}.` },
  ]);
