import { DomainError } from '../platform/errors/domain-error.js';

export const gebruikerOnbekend = () =>
  new DomainError('niet-gevonden', 'gebruiker-onbekend', 'Deze gebruiker bestaat niet.');

export const adresOngeldig = () =>
  new DomainError('ongeldig', 'adres-ongeldig', 'Dit is geen e-mailadres.', [
    { veld: 'email', melding: 'Vul een e-mailadres in, bijvoorbeeld naam@school.nl.' },
  ]);

export const bestuurNodig = () =>
  new DomainError('ongeldig', 'bestuur-nodig', 'Kies voor welk bestuur iemand spreekt.', [
    { veld: 'bestuurId', melding: 'Kies een bestuur uit de lijst.' },
  ]);

export const schoolNodig = () =>
  new DomainError('ongeldig', 'school-nodig', 'Kies van welke school iemand schoolleider is.', [
    { veld: 'schoolId', melding: 'Kies een school uit de lijst.' },
  ]);

export const eindeVoorBegin = () =>
  new DomainError('ongeldig', 'einde-voor-begin', 'De laatste dag ligt voor de eerste.', [
    { veld: 'eindigtOp', melding: 'Kies een laatste dag die niet voor de eerste ligt.' },
  ]);

export const isUitgeschakeld = () =>
  new DomainError(
    'conflict',
    'gebruiker-uitgeschakeld',
    'Deze gebruiker is uitgeschakeld. Zet die eerst weer aan.',
  );
