import { DomainError } from '../platform/errors/domain-error.js';

export const werkplekOnbekend = () =>
  new DomainError(
    'niet-gevonden',
    'werkplek-onbekend',
    'Niemand heeft dit ingevuld, of iemand heeft het al afgehandeld.',
  );

export const werkplekAfgehandeld = () =>
  new DomainError(
    'conflict',
    'werkplek-afgehandeld',
    'Iemand anders heeft dit intussen al afgehandeld. Er is niets veranderd.',
  );

const bijKeuze = (code: string, melding: string) =>
  new DomainError('ongeldig', code, melding, [{ veld: 'keuze', melding }]);

export const keuzeGesloten = (naam: string) =>
  bijKeuze('keuze-gesloten', `${naam} is intussen gesloten. Kies iets anders, of zoek verder.`);

export const keuzeOnbekend = () => bijKeuze('keuze-onbekend', 'Kies een school of een bestuur uit de lijst.');
