import { formatDate } from '../platform/clock/dates.js';
import { DomainError } from '../platform/errors/domain-error.js';
import type { Verzoeksoort } from './standen.js';

export const alGewist = (op: Date) =>
  new DomainError(
    'conflict',
    'al-gewist',
    `Deze persoon is al gewist, op ${formatDate(op)}. Er is niets meer om te wissen.`,
  );

/** @param waar what is near, as "Leiderschap, Najaar 2026 (begint 12 november 2026)". */
export const doetBinnenkortMee = (waar: string[]) =>
  new DomainError(
    'conflict',
    'doet-binnenkort-mee',
    `Deze persoon heeft een plaats in wat al bezig is of binnen een week begint: ${waar.join('; ')}. ` +
      `Meld de persoon eerst af, of zeg erbij dat dat meteen mag (‘afmelden’). Er is niets gewist.`,
  );

export const verzoekOnbekend = () =>
  new DomainError('niet-gevonden', 'verzoek-onbekend', 'Dit verzoek kennen we niet.');

export const verzoekAlAfgehandeld = () =>
  new DomainError('conflict', 'verzoek-afgehandeld', 'Dit verzoek is al afgehandeld of ingetrokken.');

const vraag: Record<Verzoeksoort, string> = { wissing: 'wissen', beperking: 'op slot zetten' };

export const verzoekLoopt = (soort: Verzoeksoort, op: Date) =>
  new DomainError(
    'conflict',
    'verzoek-loopt-al',
    `Je vroeg op ${formatDate(op)} al om je gegevens te ${vraag[soort]}. Dat verzoek loopt nog; een tweede is niet nodig.`,
  );

export const alBeperkt = () =>
  new DomainError(
    'conflict',
    'al-beperkt',
    'De gegevens staan al op slot: ze worden bewaard en niet gebruikt.',
  );

export const nietBeperkt = () =>
  new DomainError('conflict', 'niet-beperkt', 'De gegevens staan niet op slot.');

/** Every attempt found something changed by others meanwhile. */
export const steedsAnders = () =>
  new DomainError(
    'conflict',
    'steeds-anders',
    'Er verandert net iets aan deze persoon of aan een aanmelding. Er is niets gewist; probeer het zo nog eens.',
  );
