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
