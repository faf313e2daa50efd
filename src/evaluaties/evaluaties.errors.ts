import { DomainError, type FieldError } from '../platform/errors/domain-error.js';

export const formulierOnbekend = (): DomainError =>
  new DomainError(
    'niet-gevonden',
    'evaluatie-onbekend',
    'Deze link klopt niet. Kopieer hem helemaal uit de mail.',
  );

export const evaluatieOnbekend = (): DomainError =>
  new DomainError('niet-gevonden', 'evaluatie-onbekend', 'Deze evaluatie bestaat niet.');

export const alBeantwoord = (): DomainError =>
  new DomainError('conflict', 'al-beantwoord', 'Je hebt al geantwoord.');

export const evaluatieGesloten = (): DomainError =>
  new DomainError('conflict', 'evaluatie-gesloten', 'Deze evaluatie is gesloten.');

export const antwoordOngeldig = (fouten: FieldError[]): DomainError =>
  new DomainError('ongeldig', 'antwoord-ongeldig', 'Niet alle antwoorden kunnen.', fouten);

export const vraagOnbekend = (): DomainError =>
  new DomainError('niet-gevonden', 'vraag-onbekend', 'Deze vraag bestaat niet, of wordt niet meer gesteld.');

export const teVeelVragen = (maximum: number): DomainError =>
  new DomainError(
    'conflict',
    'te-veel-vragen',
    `Een opleiding heeft ten hoogste ${maximum} eigen vragen. Laat eerst een vraag vervallen.`,
  );

export const vraagBestaat = (): DomainError =>
  new DomainError('conflict', 'vraag-bestaat', 'Deze vraag staat er al.');
