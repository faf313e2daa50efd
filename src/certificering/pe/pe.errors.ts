import { DomainError } from '../../platform/errors/domain-error.js';

export const niemandDoorTeGeven = () =>
  new DomainError(
    'conflict',
    'niemand-door-te-geven',
    'Er is niemand meer om door te geven. Misschien deed een collega het al.',
  );

export const nietAfgerondHier = () =>
  new DomainError('niet-gevonden', 'persoon-onbekend', 'Deze persoon heeft hier geen geldig certificaat.');
