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
