import { DomainError, type FieldError } from '../platform/errors/domain-error.js';

export const bijeenkomstOnbekend = () =>
  new DomainError('niet-gevonden', 'bijeenkomst-onbekend', 'Deze bijeenkomst bestaat niet.');

/** The reasons why a row cannot be recorded, each with its sentence. */
export const rijfouten = {
  onbekend: 'Deze aanmelding bestaat niet of hoort bij een ander cohort.',
  'zonder-plaats': 'Deze persoon heeft geen plaats in dit cohort. Voeg de persoon toe als inloper.',
  inhaler: 'Deze persoon haalt hier een bijeenkomst in. Haal dat eerst weg.',
  dubbel: 'Deze aanmelding staat twee keer in de lijst.',
} as const;
export type Rijfout = keyof typeof rijfouten;

/** Nothing was recorded: these rows cannot. */
export const rijenKloppenNiet = (fouten: FieldError[]) =>
  new DomainError(
    'ongeldig',
    'aanwezigheid-klopt-niet',
    `Er is niets bewaard: ${fouten.length === 1 ? 'een regel klopt' : `${fouten.length} regels kloppen`} niet.`,
    fouten,
  );

export const nogNietBegonnen = () =>
  new DomainError(
    'conflict',
    'bijeenkomst-nog-niet-begonnen',
    'Deze bijeenkomst is nog niet begonnen. Je kunt nu alleen vastleggen wie zich heeft afgemeld.',
  );

export const inhalerOnbekend = () =>
  new DomainError('niet-gevonden', 'inhaler-onbekend', 'Deze persoon haalt hier niets in.');

export const inhalenKanNiet = (zin: string) => new DomainError('conflict', 'inhalen-kan-niet', zin);
