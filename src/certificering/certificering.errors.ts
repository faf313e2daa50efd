import { formatDate } from '../platform/clock/dates.js';
import { DomainError } from '../platform/errors/domain-error.js';

export const certificaatOnbekend = () =>
  new DomainError('niet-gevonden', 'certificaat-onbekend', 'Dit certificaat bestaat niet.');

export const leerjaarOnbekend = (leerjaar: number) =>
  new DomainError('ongeldig', 'leerjaar-onbekend', `Dit cohort heeft geen leerjaar ${leerjaar}.`, [
    { veld: 'leerjaar', melding: `Dit cohort heeft geen leerjaar ${leerjaar}.` },
  ]);

/** @param einde of the last bijeenkomst of the leerjaar. */
export const leerjaarNietVoorbij = (leerjaar: number, einde: Date) =>
  new DomainError(
    'conflict',
    'leerjaar-niet-voorbij',
    `Leerjaar ${leerjaar} is nog niet voorbij: de laatste bijeenkomst is op ${formatDate(einde)}. Daarna kun je certificaten uitreiken.`,
  );

export const statusLaatNietToe = (zin: string) => new DomainError('conflict', 'certificeren-kan-niet', zin);

/** @param einde day of the last bijeenkomst, `YYYY-MM-DD`. */
export const datumVoorEinde = (einde: string) => {
  const melding = `Kies een datum op of na de laatste bijeenkomst: ${formatDate(einde)}.`;
  return new DomainError('ongeldig', 'datum-voor-einde', melding, [{ veld: 'datum', melding }]);
};

export const datumTeVer = () => {
  const melding = 'Deze datum ligt meer dan een jaar in de toekomst.';
  return new DomainError('ongeldig', 'datum-te-ver', melding, [{ veld: 'datum', melding }]);
};

/** A warning: with `bevestigd` it goes on all the same. */
export const accreditatieGeldtNiet = (zin: string) =>
  new DomainError('conflict', 'accreditatie-geldt-niet', `${zin} Bevestig dat je toch wilt uitreiken.`, [
    { veld: 'bevestigd', melding: `${zin} Kruis aan dat je dit weet.` },
  ]);

export const niemandVoldoet = () =>
  new DomainError(
    'conflict',
    'niemand-voldoet',
    'Niemand voldoet aan de voorwaarden van dit leerjaar. Er is niets uitgereikt.',
  );

/** Nothing was issued: these people do not qualify and no reason was given. */
export const voldoetNiet = (velden: { veld: string; melding: string }[]) =>
  new DomainError(
    'ongeldig',
    'voldoet-niet',
    'Niet iedereen voldoet aan de voorwaarden. Geef voor wie niet voldoet een oordeel met een reden.',
    velden,
  );

export const aanmeldingNietInCohort = (veld: string) =>
  new DomainError('ongeldig', 'aanmelding-onbekend', 'Deze aanmelding hoort niet bij dit cohort.', [
    { veld, melding: 'Deze aanmelding heeft geen plaats in dit cohort.' },
  ]);

export const alCertificaat = () =>
  new DomainError(
    'conflict',
    'al-certificaat',
    'Deze persoon heeft het certificaat al. Trek het in als het niet had moeten worden uitgereikt.',
  );

export const alIngetrokken = () =>
  new DomainError('conflict', 'al-ingetrokken', 'Dit certificaat is al ingetrokken.');

/** @param door the number that stands in its place. */
export const isVervangen = (door: string) =>
  new DomainError(
    'conflict',
    'certificaat-vervangen',
    `Dit certificaat is vervangen door ${door}. Werk met dat certificaat.`,
  );

export const nietIngetrokken = () =>
  new DomainError(
    'conflict',
    'niet-ingetrokken',
    'Dit certificaat geldt nog. Alleen een ingetrokken certificaat kun je opnieuw uitreiken.',
  );

export const heeftAlGeldig = (nummer: string) =>
  new DomainError(
    'conflict',
    'heeft-al-certificaat',
    `Voor dit leerjaar geldt al certificaat ${nummer}. Er is niets uitgereikt.`,
  );

export const nietsTeCorrigeren = () =>
  new DomainError(
    'conflict',
    'niets-te-corrigeren',
    'Deze naam staat al op het certificaat. Wijzig eerst de naam bij de persoon, of typ de juiste naam.',
  );

/** @param zin of `nietTeDrukken`. */
export const tekensOntbreken = (zin: string) =>
  new DomainError('conflict', 'teken-ontbreekt', `${zin} Er is niets uitgereikt.`);

export const geenUitreiking = () =>
  new DomainError('conflict', 'geen-uitreiking', 'Vul eerst de datum en de tijd van de uitreiking in.');

export const uitreikingVast = () =>
  new DomainError(
    'conflict',
    'uitreiking-vast',
    'De certificaten van dit leerjaar zijn uitgereikt. De uitreiking staat vast.',
  );

export const onderdeelOnbekend = () =>
  new DomainError('niet-gevonden', 'onderdeel-onbekend', 'Dit onderdeel hoort niet bij dit leerjaar.');

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

export const badgesleutelOnbekend = () =>
  new DomainError('niet-gevonden', 'badgesleutel-onbekend', 'Deze sleutel bestaat niet.');

export const statuslijstOnbekend = () =>
  new DomainError('niet-gevonden', 'statuslijst-onbekend', 'Deze statuslijst bestaat niet.');

/** SESSION_SECRET is not the one with which the key was put away. docs/certificaat.md tells the way out. */
export const badgesleutelOnleesbaar = () =>
  new DomainError(
    'conflict',
    'badgesleutel-onleesbaar',
    'De badges kunnen nu niet worden ondertekend: SESSION_SECRET is veranderd sinds de sleutel is gemaakt. ' +
      'Zet de oude waarde terug, of laat de beheerder bij Badgesleutels een nieuwe sleutel maken.',
  );

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
