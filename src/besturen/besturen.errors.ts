import { DomainError, type FieldError } from '../platform/errors/domain-error.js';

export const duoGeweigerd = (fouten: FieldError[]) =>
  new DomainError(
    'ongeldig',
    'duo-geweigerd',
    fouten.length === 1
      ? 'Er is een fout in de bestanden. Er is niets ingelezen.'
      : `Er zijn ${fouten.length} fouten in de bestanden. Er is niets ingelezen.`,
    fouten,
  );

export const bestuurOnbekend = () =>
  new DomainError('niet-gevonden', 'bestuur-onbekend', 'Dit bestuur bestaat niet.');

export const bestuursnaamBezet = (naam: string) =>
  new DomainError('ongeldig', 'bestuursnaam-bezet', `Een ander bestuur heet al ${naam}.`, [
    { veld: 'naam', melding: `Een ander bestuur heet al ${naam}.` },
  ]);
