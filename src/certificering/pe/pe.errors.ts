import { DomainError } from '../../platform/errors/domain-error.js';

export const niemandDoorTeGeven = () =>
  new DomainError(
    'conflict',
    'niemand-door-te-geven',
    'Er is niemand meer om door te geven. Misschien deed een collega het al.',
  );

export const nietAfgerondHier = () =>
  new DomainError('niet-gevonden', 'persoon-onbekend', 'Deze persoon heeft hier geen geldig certificaat.');

const opVeld = (code: string, melding: string): DomainError =>
  new DomainError('ongeldig', code, melding, [{ veld: 'registernummer', melding }]);

export const registernummerKanNiet = () =>
  opVeld('registernummer-kan-niet', 'Een registernummer heeft 5 tot 20 cijfers of letters.');

export const registernummerBezet = () =>
  opVeld(
    'registernummer-bezet',
    'Dit nummer staat al bij iemand anders. Kijk of je het goed hebt overgetypt.',
  );

export const periodeInToekomst = () => {
  const melding = 'De periode kan niet na vandaag beginnen.';
  return new DomainError('ongeldig', 'periode-in-toekomst', melding, [{ veld: 'periodeBegin', melding }]);
};
