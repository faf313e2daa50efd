import { DomainError, type FieldError } from '../../platform/errors/domain-error.js';

export const catalogusGeweigerd = (fouten: FieldError[]) =>
  new DomainError(
    'ongeldig',
    'catalogus-geweigerd',
    fouten.length === 1
      ? 'Er is een fout in het bestand. Er is niets ingelezen.'
      : `Er zijn ${fouten.length} fouten in het bestand. Er is niets ingelezen.`,
    fouten,
  );

/** The file as a whole cannot be used. */
export const bestandOnbruikbaar = (waarom: string) =>
  new DomainError('ongeldig', 'catalogus-geweigerd', `${waarom} Er is niets ingelezen.`);

export const catalogusOnbekend = () =>
  new DomainError('niet-gevonden', 'catalogus-onbekend', 'Dit bestand is er niet meer. Kies het opnieuw.');

export const catalogusVeranderd = () =>
  new DomainError(
    'conflict',
    'catalogus-veranderd',
    'Er is intussen iets veranderd. Hieronder staat wat er nu zou gebeuren: kijk het na en kies opnieuw.',
  );

export const catalogusAlIngelezen = () =>
  new DomainError('conflict', 'catalogus-al-ingelezen', 'Dit bestand is al ingelezen.');
