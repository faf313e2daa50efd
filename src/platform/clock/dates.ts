import { Temporal } from 'temporal-polyfill';

/** Whether this is a day that exists, written `YYYY-MM-DD`. */
export function isDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    Temporal.PlainDate.from(value);
    return true;
  } catch {
    return false;
  }
}

export const timeZone = 'Europe/Amsterdam';

/** The moment on the clock of the academy, with all its parts. */
export function inAmsterdam(moment: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone);
}

const HOUR = 3_600_000;
const offsets = new Map<number, number>();

/** Milliseconds from UTC. The clock changes on the whole hour only, so each hour is worked out once: a list has many. */
function offsetOf(moment: Date): number {
  const hour = Math.floor(moment.getTime() / HOUR);
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const offset = inAmsterdam(moment).offsetNanoseconds / 1e6;
  if (offsets.size >= 50_000) offsets.clear();
  offsets.set(hour, offset);
  return offset;
}

/** The time that calendar and clock in Europe/Amsterdam show, as if it were UTC. */
const shown = (moment: Date): Date => new Date(moment.getTime() + offsetOf(moment));

/** The calendar day of a moment in Europe/Amsterdam, `YYYY-MM-DD`. */
export function dateOf(moment: Date): string {
  return shown(moment).toISOString().slice(0, 10);
}

/** The wall-clock time of a moment in Europe/Amsterdam, `HH:MM`, with seconds where there are any. */
export function clockOf(moment: Date): string {
  return shown(moment).toISOString().slice(11, 19).replace(/:00$/, '');
}

/** The day of the week in Europe/Amsterdam, 1 (monday) to 7. */
export function weekdayOf(moment: Date): number {
  return shown(moment).getUTCDay() || 7;
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

/** The same time of day so many calendar months later; the last day of the month where that day does not exist. */
export function addMonths(moment: Date, months: number): Date {
  return toDate(inAmsterdam(moment).add({ months }));
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
const day = format({ day: 'numeric', month: 'long', year: 'numeric' });
const short = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const month = format({ month: 'long', year: 'numeric' });

/** A day is shown the same for a moment and for `YYYY-MM-DD`. */
type Day = Date | string;
const asMoment = (day: Day): Date =>
  typeof day === 'string' && day.length === 10 ? new Date(`${day}T11:00:00Z`) : new Date(day);

/** "woensdag 24 september 2025" */
export const formatDate = (day: Day): string => long.format(asMoment(day));
/** "24 september 2025" */
export const formatDay = (date: Day): string => day.format(asMoment(date));
/** "wo 24 sep 2025" */
export const formatDateShort = (day: Day): string => short.format(asMoment(day)).replace(/\./g, '');
/** "wo 24 sep", where the year is clear */
export const formatDayShort = (day: Day): string => formatDateShort(day).replace(/ \d{4}$/, '');
/** "september 2026" */
export const formatMonth = (day: Day): string => month.format(asMoment(day));
/** "14:00" */
export const formatTime = (moment: Date | string): string =>
  shown(new Date(moment)).toISOString().slice(11, 16);
/** "wo 24 sep 2025 om 14:00 uur" */
export const formatDateTime = (moment: Date | string): string =>
  `${formatDateShort(moment)} om ${formatTime(moment)} uur`;

/** "7 dagen en 1 dag ervoor", from far to near; "geen" without days. Zero is the day itself. */
export function dagenErvoor(dagen: readonly number[]): string {
  const delen = dagen
    .toSorted((a, b) => b - a)
    .filter((n) => n > 0)
    .map((n) => (n === 1 ? '1 dag' : `${n} dagen`));
  const woorden = [
    ...(delen.length > 0 ? [`${opsomming(delen)} ervoor`] : []),
    ...(dagen.includes(0) ? ['op de dag zelf'] : []),
  ];
  return woorden.join(' en ') || 'geen';
}

const opsomming = (delen: readonly string[]): string =>
  delen.length < 2 ? delen.join('') : `${delen.slice(0, -1).join(', ')} en ${delen.at(-1)}`;
