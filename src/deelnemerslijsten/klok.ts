import { timeZone } from '../platform/clock/dates.js';

// Swedish notation is that of ISO 8601. Ten times as fast as Temporal, which is felt in a list of thousands.
const klok = new Intl.DateTimeFormat('sv-SE', {
  timeZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** "2026-11-10 10:00", the clock in Utrecht. */
export const klokstand = (moment: Date): string => klok.format(moment);

const DAG = 24 * 60 * 60 * 1000;
/** 1 January 1970 in the count of days of a spreadsheet. */
const EPOCH = 25_569;

/** The same as a spreadsheet counts it: days since the end of 1899, the time of day behind the comma. It knows no zones. */
export function dagnummer(moment: Date, metTijd: boolean): number {
  const dagen = Date.parse(`${klokstand(moment).replace(' ', 'T')}Z`) / DAG + EPOCH;
  return metTijd ? dagen : Math.floor(dagen);
}
