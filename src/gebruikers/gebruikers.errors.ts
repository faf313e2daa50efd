import { formatDay } from '../platform/clock/dates.js';
import { DomainError } from '../platform/errors/domain-error.js';

const bijVeld = (code: string, veld: string, melding: string) =>
  new DomainError('ongeldig', code, melding, [{ veld, melding }]);

export const rolNietVanJou = () =>
  new DomainError(
    'verboden',
    'rol-niet-van-jou',
    'Deze rol heb je niet, of niet meer. Kies bovenaan de pagina een andere.',
  );

/** Also for who may not know of them. */
export const gebruikerOnbekend = () =>
  new DomainError('niet-gevonden', 'gebruiker-onbekend', 'Deze gebruiker bestaat niet.');

export const rolOnbekend = () => new DomainError('niet-gevonden', 'rol-onbekend', 'Deze rol bestaat niet.');

export const nietJezelf = () =>
  new DomainError(
    'verboden',
    'niet-jezelf',
    'Je eigen rollen en toegang wijzig je niet zelf. Vraag het een collega.',
  );

export const gebruikerGewist = () =>
  new DomainError(
    'conflict',
    'gebruiker-gewist',
    'Deze gebruiker is gewist. Nodig de persoon opnieuw uit als die weer komt werken.',
  );

export const heeftAndereRol = () =>
  new DomainError(
    'verboden',
    'heeft-andere-rol',
    'Deze gebruiker heeft ook een rol die jij niet mag geven. Vraag het de coördinator of een beheerder.',
  );

export const rolNietTeGeven = () =>
  new DomainError('verboden', 'rol-niet-te-geven', 'Deze rol mag jij niet geven.', [
    { veld: 'rol', melding: 'Deze rol mag jij niet geven.' },
  ]);

export const laatsteBeheerder = (dag: string) =>
  new DomainError(
    'conflict',
    'laatste-beheerder',
    `Dan is er vanaf ${formatDay(dag)} geen beheerder meer die kan inloggen. Geef eerst iemand anders de rol beheer.`,
  );

export const adresOngeldig = () =>
  bijVeld('adres-ongeldig', 'email', 'Vul een e-mailadres in, bijvoorbeeld naam@school.nl.');

export const kiesBestuur = () => bijVeld('bestuur-nodig', 'bestuur', 'Kies het bestuur.');
export const kiesSchool = () => bijVeld('school-nodig', 'vestigingscode', 'Kies de school.');
export const bestuurOnbekend = () =>
  bijVeld('bestuur-onbekend', 'bestuur', 'Dit bestuur kennen we niet. Kies een bestuur uit de lijst.');

/** @param veld of the form that asked for it */
export const eindeVoorBegin = (veld = 'eindigtOp') =>
  bijVeld('einde-voor-begin', veld, 'De laatste dag ligt voor de eerste.');
export const eindeVoorbij = (veld = 'eindigtOp') => bijVeld('einde-voorbij', veld, 'Deze dag is al voorbij.');

export const rolAlGegeven = () =>
  new DomainError('conflict', 'rol-al-gegeven', 'Deze gebruiker heeft deze rol al.', [
    { veld: 'rol', melding: 'Deze gebruiker heeft deze rol al.' },
  ]);

export const isUitgeschakeld = () =>
  new DomainError(
    'conflict',
    'gebruiker-uitgeschakeld',
    'Deze gebruiker is uitgeschakeld. Zet die eerst weer aan.',
    [{ veld: 'email', melding: 'Deze gebruiker is uitgeschakeld. Zet die eerst weer aan.' }],
  );

export const alBinnen = () =>
  new DomainError(
    'conflict',
    'al-binnen',
    'Deze gebruiker heeft al een manier om in te loggen. Lukt dat niet meer? Stuur dan een herstellink.',
  );

export const kiesIemandAnders = () => bijVeld('kies-iemand-anders', 'aan', 'Kies iemand uit de lijst.');

export const nietsWaarTeNemen = () =>
  bijVeld('niets-waar-te-nemen', 'tot', 'In deze tijd heeft deze gebruiker geen rol om waar te nemen.');
