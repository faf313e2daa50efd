import { In } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { mailtijd } from '../../cohorten/momenten.rules.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { addDays, dateOf, momentAt } from '../../platform/clock/dates.js';
import type { Geval } from './postsoort.js';
import { ONDERWEG } from '../../cohorten/standen.js';
import type { Aanmeldstatus, Wachtreden } from '../../aanmeldingen/standen.js';

/** The aanmelding as it is when this mail is written. */
export function als(
  { a }: Pick<Geval, 'a'>,
  status: Aanmeldstatus,
  anders: Partial<Pick<Aanmelding, 'wachtOp' | 'vervaltOp' | 'reden'>> = {},
): Aanmelding {
  return Object.assign(new Aanmelding(), a, {
    status,
    wachtOp: [] as Wachtreden[],
    vervaltOp: null,
    ...anders,
  });
}

/**
 * Puts this person in the line, at the end when not in it yet, so that a mail which counts the line counts them too.
 * @returns the place in the line, from 1.
 */
export async function zetInRij({ m, stand, a }: Geval): Promise<number> {
  await m.query(
    `UPDATE aanmelding SET status = 'wachtlijst', plaatsnummer = NULL, plaats_van = NULL, vervalt_op = NULL,
       wacht_op = array_remove(wacht_op, 'aanbod'), wachtlijst_rang = coalesce(
       wachtlijst_rang, 1 + (SELECT coalesce(max(wachtlijst_rang), 0) FROM aanmelding WHERE cohort_id = $2))
      WHERE id = $1`,
    [a.id, stand.cohort.id],
  );
  const [row] = await m.query<{ n: number }[]>(
    `SELECT count(*)::integer AS n FROM aanmelding
      WHERE cohort_id = $1 AND status = 'wachtlijst' AND id <> $2 AND ($3::integer IS NULL OR wachtlijst_rang < $3)`,
    [stand.cohort.id, a.id, a.wachtlijstRang],
  );
  return row!.n + 1;
}

/** Another cohort to move between, of the same opleiding where there is one; the latest begins first. */
export async function anderCohort({ m, stand }: Geval): Promise<Cohort | null> {
  const actief = { status: In([...ONDERWEG]) };
  const zelfde = await m.find(Cohort, {
    where: { opleidingId: stand.cohort.opleidingId, ...actief },
    order: { eerste: 'DESC' },
    take: 2,
  });
  const gevonden = zelfde.find(({ id }) => id !== stand.cohort.id);
  if (gevonden) return gevonden;
  const anders = await m.find(Cohort, { where: actief, order: { eerste: 'DESC' }, take: 2 });
  return anders.find(({ id }) => id !== stand.cohort.id) ?? null;
}

export const GEEN_ANDER = 'Er is geen ander cohort waarmee we dit kunnen laten zien.';
export const GEEN_BIJEENKOMST = 'Dit cohort heeft nog geen bijeenkomsten.';

/** When a planned mail to a deelnemer goes: so many days before this moment. */
export const dagenEerder = (moment: Date, dagen: number): Date =>
  momentAt(addDays(dateOf(moment), -dagen), mailtijd.deelnemer);
