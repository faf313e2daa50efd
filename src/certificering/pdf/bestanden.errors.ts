import { DomainError } from '../../platform/errors/domain-error.js';

export const geenCertificaten = (leerjaar: number) =>
  new DomainError(
    'niet-gevonden',
    'geen-certificaten',
    `Er zijn geen geldige certificaten van leerjaar ${leerjaar} van dit cohort.`,
  );

export const nietMeerGeldig = (stand: 'ingetrokken' | 'vervangen') =>
  new DomainError(
    'conflict',
    'certificaat-niet-geldig',
    stand === 'vervangen'
      ? 'Dit certificaat is vervangen door een ander. Download het nieuwe.'
      : 'Dit certificaat is ingetrokken. Je kunt het niet meer downloaden.',
  );

export const gewist = () =>
  new DomainError(
    'conflict',
    'certificaat-gewist',
    'De naam op dit certificaat is na de bewaartermijn gewist. Het kan niet meer worden gemaakt.',
  );

/** @param tekens what neither of our fonts has. */
export const tekenOntbreekt = (nummer: string, tekens: string[]) =>
  new DomainError(
    'conflict',
    'teken-ontbreekt',
    `Certificaat ${nummer} kan niet worden gemaakt: ons lettertype heeft ${tekens.length === 1 ? 'dit teken' : 'deze tekens'} niet: ` +
      `${tekens.join(' ')}. Verbeter de tekst, in Latijnse, Griekse of Cyrillische letters, en reik opnieuw uit.`,
  );
