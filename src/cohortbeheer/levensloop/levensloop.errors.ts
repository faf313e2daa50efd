import { DomainError, InputError } from '../../platform/errors/domain-error.js';
import { formatDateTime } from '../../platform/clock/dates.js';
import { statusInWoorden } from '../../cohorten/cohort.scherm.js';
import type { Cohortstatus } from '../../cohorten/standen.js';

export const nogNietVoorbij = (laatste: Date) =>
  new DomainError(
    'conflict',
    'nog-niet-voorbij',
    `De laatste bijeenkomst eindigt pas ${formatDateTime(laatste)}. Daarna kun je dit cohort afronden.`,
  );

export const geenBijeenkomsten = () =>
  new DomainError(
    'conflict',
    'geen-bijeenkomsten',
    'Dit cohort heeft geen bijeenkomsten. Vul eerst in wanneer die waren.',
  );

export const geenBesluitMogelijk = (status: Cohortstatus) =>
  new DomainError(
    'conflict',
    'geen-besluit-mogelijk',
    `Over dit cohort valt nu niets te beslissen: de status is ${statusInWoorden(status).toLowerCase()}. Dat kan alleen als het open is.`,
  );

export const nieuweDatumKanNiet = (melding: string) => new InputError([{ veld: 'nieuweDatum', melding }]);

export const vensterVoorbij = () =>
  new DomainError(
    'conflict',
    'venster-voorbij',
    'De laatste dag om je aan te melden is al voorbij. Verander die eerst bij Plan. Daarna kan het cohort open.',
  );

export const plaatsenOnbekend = () =>
  new DomainError(
    'conflict',
    'plaatsen-onbekend',
    'Vul eerst in hoeveel plaatsen er zijn. Daarna kan het cohort open.',
  );
