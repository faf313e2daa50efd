import { DomainError } from '../platform/errors/domain-error.js';

export const belangstellingKanNiet = () =>
  new DomainError('conflict', 'geen-peiling', 'Je kunt hiervoor nu geen belangstelling melden.');

export const belangstellingOnbekend = () =>
  new DomainError('niet-gevonden', 'belangstelling-onbekend', 'Deze belangstelling kennen we niet.');

export const belangstellingVoorbij = () =>
  new DomainError(
    'conflict',
    'belangstelling-voorbij',
    'Dit kan niet meer: je belangstelling is al voorbij.',
  );

const bijSchool = (code: string, melding: string) =>
  new DomainError('ongeldig', code, melding, [
    { veld: 'vestigingscode', melding: `${melding} Kies een school uit de lijst.` },
  ]);

export const schoolOnbekend = () => bijSchool('school-onbekend', 'Deze school kennen we niet.');
export const schoolGesloten = () => bijSchool('school-gesloten', 'Deze school is gesloten.');

export const anderBestuur = () =>
  new DomainError('verboden', 'ander-bestuur', 'Je mag alleen mensen van je eigen bestuur aanmelden.');
