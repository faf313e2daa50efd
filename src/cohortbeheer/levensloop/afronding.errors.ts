import { DomainError } from '../../platform/errors/domain-error.js';
import { formatDateTime } from '../../platform/clock/dates.js';

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
