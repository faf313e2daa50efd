import { CronTime } from 'cron';
import { timeZone } from '../platform/clock/dates.js';

/** What is known of a task that the schedule ran before, by the clock of the database. */
export interface Beurten {
  /** When the last run that went well began. */
  gelukt: Date | null;
  /** When the last run that came to an end began, however it went. */
  poging: Date | null;
  nu: Date;
}

const MINUUT = 60_000;

const gevonden = new Map<string, { na: number; keer: Date }>();
const ritmes = new Map<string, number>();

/** The first moment after `na` at which the schedule has this task. */
export function volgendeKeer(elke: string, na: Date): Date {
  // Finding it takes long for what comes seldom, and the same is asked every minute.
  const bekend = gevonden.get(elke);
  if (bekend?.na === na.getTime()) return bekend.keer;
  const keer = new CronTime(elke, timeZone).getNextDateFrom(na, timeZone).toJSDate();
  gevonden.set(elke, { na: na.getTime(), keer });
  return keer;
}

/** Milliseconds between two turns. */
export function ritme(elke: string): number {
  const bekend = ritmes.get(elke);
  if (bekend !== undefined) return bekend;
  // In the middle of a month without a change of the clock.
  const een = volgendeKeer(elke, new Date('2026-01-10T12:00:00Z'));
  const tijd = volgendeKeer(elke, een).getTime() - een.getTime();
  ritmes.set(elke, tijd);
  return tijd;
}

/**
 * Whether a turn has come that nobody did. So of all processes one does it, a turn that was missed is still done, and
 * what failed is tried again after five minutes. Turns closer than two hours after each other of a task that comes
 * seldom are one: in the night that the clock goes back, an hour comes twice.
 */
export function isAanDeBeurt(elke: string, { gelukt, poging, nu }: Beurten): boolean {
  const samen = Math.min(ritme(elke) / 2, 120 * MINUUT);
  if (poging && nu.getTime() - poging.getTime() < Math.min(samen, 5 * MINUUT)) return false;
  return gelukt === null || volgendeKeer(elke, new Date(gelukt.getTime() + samen)) <= nu;
}
