import { Temporal } from 'temporal-polyfill';
import { formatDate, isDate, timeZone } from '../../platform/clock/dates.js';
/** A moment, or what is wrong with what was typed. */
export type Gelezen = { moment: Date; fout?: undefined } | { moment?: undefined; fout: string };

/**
 * A time on the wall in Utrecht as a moment. In spring an hour does not exist and in autumn one exists twice: neither is
 * guessed.
 * @param datum a real day, `YYYY-MM-DD`.
 * @param tijd as typed; `9:30` counts as `09:30`.
 */
export function opDeWandklok(datum: string, tijd: string): Gelezen {
  if (tijd === '') return { fout: 'Vul een tijd in.' };
  const [, uur, minuut] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(tijd) ?? [];
  if (!uur || !minuut) return { fout: 'Geef een tijd als 13:30.' };
  const plain = Temporal.PlainDate.from(datum).toPlainDateTime(`${uur.padStart(2, '0')}:${minuut}`);
  const vroeg = plain.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const laat = plain.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (vroeg.epochMilliseconds === laat.epochMilliseconds)
    return { moment: new Date(vroeg.epochMilliseconds) };
  const nacht = formatDate(datum);
  return vroeg.toPlainDateTime().equals(plain)
    ? {
        fout: `Deze tijd komt op ${nacht} twee keer voor: de klok gaat dan een uur terug. Kies een andere tijd.`,
      }
    : { fout: `Deze tijd bestaat niet op ${nacht}: de klok gaat dan een uur vooruit.` };
}

/** What is wrong with a day; null for a day that exists. */
export function dagfout(datum: string): string | null {
  if (datum === '') return 'Kies een datum, of haal deze bijeenkomst weg.';
  return isDate(datum) && datum >= '2000-01-01' && datum < '2100-01-01' ? null : 'Deze dag bestaat niet.';
}
