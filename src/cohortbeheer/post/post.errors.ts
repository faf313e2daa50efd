import { DomainError } from '../../platform/errors/domain-error.js';

export const mailOnbekend = (): DomainError =>
  new DomainError('niet-gevonden', 'mail-onbekend', 'Deze mail bestaat niet bij een cohort.');

export const niemandOmTeMailen = (): DomainError =>
  new DomainError('ongeldig', 'niemand-om-te-mailen', 'Er is niemand die deze mededeling zou krijgen.', [
    { veld: 'aan', melding: 'Er is niemand die deze mededeling zou krijgen.' },
  ]);

export const bijeenkomstNodig = (): DomainError =>
  new DomainError('ongeldig', 'bijeenkomst-nodig', 'Kies een bijeenkomst van dit cohort.', [
    { veld: 'bijeenkomst', melding: 'Kies een bijeenkomst van dit cohort.' },
  ]);

export const mededelingOnbekend = (): DomainError =>
  new DomainError('niet-gevonden', 'mededeling-onbekend', 'Deze mededeling bestaat niet bij dit cohort.');

export const mededelingAnders = (): DomainError =>
  new DomainError(
    'conflict',
    'mededeling-bestaat',
    'Met dit kenmerk is al een andere mededeling verstuurd. Gebruik een nieuw kenmerk.',
  );

export const aantalVeranderd = (toen: number, nu: number): DomainError =>
  new DomainError(
    'conflict',
    'aantal-veranderd',
    `Intussen is de groep veranderd: het waren er ${toen} en het zijn er nu ${nu}. Kijk de namen nog eens na.`,
  );
