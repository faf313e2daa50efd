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
