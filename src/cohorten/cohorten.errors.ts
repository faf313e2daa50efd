import { DomainError } from '../platform/errors/domain-error.js';

export const cohortOnbekend = () =>
  new DomainError('niet-gevonden', 'cohort-onbekend', 'Dit cohort bestaat niet.');

export const capaciteitTeLaag = (bezet: number) =>
  new DomainError(
    'conflict',
    'capaciteit-te-laag',
    `Er zijn al ${bezet} plaatsen bezet. Een lagere capaciteit dan ${bezet} kan niet.`,
  );

export const cohortovergangNietMogelijk = (van: string, naar: string) =>
  new DomainError('conflict', 'overgang-niet-mogelijk', `Dit cohort is ${van} en kan niet ${naar} worden.`);

export const cohortcodeBestaat = (code: string) =>
  new DomainError('conflict', 'cohortcode-bestaat', `Er is al een cohort met code ${code}.`, [
    { veld: 'code', melding: `Er is al een cohort met code ${code}. Kies een andere.` },
  ]);

export const cohortGewijzigd = () =>
  new DomainError(
    'conflict',
    'cohort-gewijzigd',
    'Iemand anders heeft dit cohort intussen gewijzigd. Bekijk de wijziging en probeer het opnieuw.',
  );

export const opleidingOnbekend = (code: string) =>
  new DomainError('ongeldig', 'opleiding-onbekend', 'Deze opleiding bestaat niet.', [
    { veld: 'opleiding', melding: `Er is geen opleiding met code ${code}.` },
  ]);

export const trainersOnbekend = (velden: string[]) =>
  new DomainError(
    'ongeldig',
    'trainer-onbekend',
    'Deze trainer bestaat niet.',
    velden.map((veld) => ({ veld, melding: 'Kies een trainer uit de lijst.' })),
  );

export const bijeenkomstenOnbekend = (velden: string[]) =>
  new DomainError(
    'ongeldig',
    'bijeenkomst-onbekend',
    'Deze bijeenkomst hoort niet bij dit cohort.',
    velden.map((veld) => ({ veld, melding: 'Deze bijeenkomst hoort niet bij dit cohort.' })),
  );

/** @param dagen in words, of the bijeenkomsten of which is known who came. */
export const bijeenkomstHeeftAanwezigheid = (dagen: string[]) =>
  new DomainError(
    'conflict',
    'bijeenkomst-heeft-aanwezigheid',
    `De aanwezigheid van ${dagen.join(' en ')} is al ingevuld. Die bijeenkomst kan niet weg.`,
  );

export const bijeenkomstOnbekend = () =>
  new DomainError('niet-gevonden', 'bijeenkomst-onbekend', 'Deze bijeenkomst bestaat niet.');
