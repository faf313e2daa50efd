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

const bijSchool = (code: string, melding: string, raad: string) =>
  new DomainError('ongeldig', code, melding, [{ veld: 'vestigingscode', melding: `${melding} ${raad}` }]);

export const schoolOnbekend = () =>
  bijSchool('school-onbekend', 'Deze school kennen we niet.', 'Kies een school uit de lijst.');

export const schoolGesloten = () =>
  bijSchool('school-gesloten', 'Deze school is gesloten.', 'Kies een andere school uit de lijst.');

export const anderBestuur = () =>
  new DomainError('verboden', 'ander-bestuur', 'Je mag alleen mensen van je eigen bestuur aanmelden.');
