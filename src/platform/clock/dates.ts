import { Temporal } from 'temporal-polyfill';

export const timeZone = 'Europe/Amsterdam';

/** The moment on the clock of the academy, with all its parts. */
export function inAmsterdam(moment: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
}

/** The calendar day of a moment in Europe/Amsterdam, `YYYY-MM-DD`. */
export function dateOf(moment: Date): string {
  return inAmsterdam(moment).toPlainDate().toString();
}

/** A wall-clock time on a day in Europe/Amsterdam as a moment; `date` is `YYYY-MM-DD`, `time` is `HH:MM`. */
export function momentAt(date: string, time = '00:00'): Date {
  const zoned = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: time });
  return toDate(zoned);
}

export function toDate(zoned: Temporal.ZonedDateTime): Date {
  return new Date(zoned.epochMilliseconds);
}

/** `date` moved by a number of calendar days. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days: days }).toString();
}

/** Calendar days from one day to another, both `YYYY-MM-DD`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}

export function addHours(moment: Date, hours: number): Date {
  return new Date(moment.getTime() + hours * 3_600_000);
}

/** The school year a day falls in, `2026-2027`; it begins on 1 August. */
export function schooljaarVan(date: string): string {
  const day = Temporal.PlainDate.from(date);
  const first = day.month >= 8 ? day.year : day.year - 1;
  return `${first}-${first + 1}`;
}

const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('nl-NL', { timeZone, ...options });
const long = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const short = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const month = format({ month: 'long', year: 'numeric' });
const clockTime = format({ hour: '2-digit', minute: '2-digit' });

/** A day is shown the same for a moment and for `YYYY-MM-DD`. */
type Day = Date | string;
const asMoment = (day: Day): Date =>
  typeof day === 'string' && day.length === 10 ? momentAt(day, '12:00') : new Date(day);

/** "woensdag 24 september 2025" */
export const formatDate = (day: Day): string => long.format(asMoment(day));
/** "wo 24 sep 2025" */
export const formatDateShort = (day: Day): string => short.format(asMoment(day)).replace(/\./g, '');
/** "september 2026" */
export const formatMonth = (day: Day): string => month.format(asMoment(day));
/** "14:00" */
export const formatTime = (moment: Date | string): string => clockTime.format(new Date(moment));
/** "wo 24 sep 2025 om 14:00 uur" */
export const formatDateTime = (moment: Date | string): string =>
  `${formatDateShort(moment)} om ${formatTime(moment)} uur`;
