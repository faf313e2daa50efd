import type { Temporal } from 'temporal-polyfill';
import { addHours, inAmsterdam, toDate } from '../platform/clock/dates.js';

/** First and last day of a school holiday, both included, `YYYY-MM-DD`. */
export interface Vakantieperiode {
  van: string;
  totEnMet: string;
}

/** A term ends by day: from 8 in the morning until 8 in the evening. */
const OCHTEND = 8;
const AVOND = 20;
/** When an end is moved to another day, it gets this hour, so that there is a morning to answer in. */
const MIDDAG = 12;
const ZATERDAG = 6;
/** There must be an answer at the latest this many hours before the first bijeenkomst. */
const UREN_VOOR_BEGIN = 24;
/** However near the first bijeenkomst, there are this many hours to answer, if it begins later than that. */
const KORTSTE_UREN = 4;
/** Longer than any school holiday with the weekends around it. */
const MAX_DAGEN = 60;

/**
 * When a term ends that somebody must meet, whatever it is for, and that begins at `nu`: after `uren`, never at night,
 * in a weekend or in a school holiday, and sooner when the first bijeenkomst is near. Only when there is no such moment
 * left before the cohort begins, it ends with that beginning. A cohort that has begun shortens nothing.
 */
export function termijnVervaltOp(
  nu: Date,
  uren: number,
  vakanties: Vakantieperiode[],
  eerste: Date | null,
): Date {
  const end = nextDaytime(addHours(nu, uren), vakanties);
  if (!eerste || eerste <= nu) return end;
  const latest = addHours(eerste, -UREN_VOOR_BEGIN);
  if (end <= latest) return end;
  return shortened(nu, end, eerste, vakanties);
}

function shortened(nu: Date, end: Date, eerste: Date, vakanties: Vakantieperiode[]): Date {
  const soonest = addHours(nu, KORTSTE_UREN);
  const before = previousDaytime(addHours(eerste, -UREN_VOOR_BEGIN), vakanties);
  if (before >= soonest) return before;
  return earliest(nextDaytime(soonest, vakanties), end, eerste);
}

const earliest = (...moments: Date[]): Date => new Date(Math.min(...moments.map(Number)));

/** Whether the academy may ask people to have answered by this moment. */
export function isOverdag(moment: Date, vakanties: Vakantieperiode[]): boolean {
  const local = inAmsterdam(moment);
  const minutes = local.hour * 60 + local.minute;
  return isWorkday(local, vakanties) && minutes >= OCHTEND * 60 && minutes <= AVOND * 60;
}

function isWorkday(local: Temporal.ZonedDateTime, vakanties: Vakantieperiode[]): boolean {
  const day = local.toPlainDate().toString();
  return local.dayOfWeek < ZATERDAG && !vakanties.some(({ van, totEnMet }) => van <= day && day <= totEnMet);
}

function nextDaytime(moment: Date, vakanties: Vakantieperiode[]): Date {
  if (isOverdag(moment, vakanties)) return moment;
  const local = inAmsterdam(moment);
  const sameDay = isWorkday(local, vakanties) && local.hour < OCHTEND;
  const first = sameDay ? local : firstWorkday(local, 1, vakanties);
  return toDate(first.with({ hour: MIDDAG, minute: 0, second: 0, millisecond: 0 }));
}

function previousDaytime(moment: Date, vakanties: Vakantieperiode[]): Date {
  if (isOverdag(moment, vakanties)) return moment;
  const local = inAmsterdam(moment);
  const sameDay = isWorkday(local, vakanties) && local.hour >= AVOND;
  const last = sameDay ? local : firstWorkday(local, -1, vakanties);
  return toDate(last.with({ hour: AVOND, minute: 0, second: 0, millisecond: 0 }));
}

function firstWorkday(
  from: Temporal.ZonedDateTime,
  step: 1 | -1,
  vakanties: Vakantieperiode[],
): Temporal.ZonedDateTime {
  let day = from.add({ days: step });
  for (let i = 0; i < MAX_DAGEN && !isWorkday(day, vakanties); i += 1) day = day.add({ days: step });
  return day;
}
