import {
  addDays,
  dateOf,
  daysBetween,
  formatDayShort,
  formatMonth,
  formatTime,
  weekdayOf,
} from '../platform/clock/dates.js';

/** What stands on a day of a calendar. */
export interface Punt {
  begint: Date;
  eindigt: Date;
  naam: string;
  href: string;
  /**
   * `start`: a group begins, and one can enrol for a place; `vol`: for the line only; `dicht`: not now; `vervolg`: a later
   * time of a group; `bots`: it collides.
   */
  soort: 'start' | 'vol' | 'dicht' | 'vervolg' | 'bots';
  /** Where it is, unless online, and whose day it is: two at once of either is one too many. */
  zaal?: string | null;
  trainer?: string | null;
}

/** First and last day included, `YYYY-MM-DD`. */
interface Vakantie {
  naam: string;
  van: string;
  totEnMet: string;
}

/**
 * The same with what cannot both be so marked: one room or one trainer at two places at once.
 * @param punten in the order in which they begin, so that each is held against those of its own hours only.
 */
export function metBotsingen(punten: readonly Punt[]): Punt[] {
  const botsend = new Set<Punt>();
  punten.forEach((een, i) => {
    for (let j = i + 1; j < punten.length && punten[j]!.begint < een.eindigt; j++) {
      const ander = punten[j]!;
      if ((een.zaal && een.zaal === ander.zaal) || (een.trainer && een.trainer === ander.trainer))
        botsend.add(een).add(ander);
    }
  });
  return punten.map((punt) => (botsend.has(punt) ? { ...punt, soort: 'bots' } : punt));
}

const WEEK = 7;
/** Of a day with more, the rest is told as a number. */
const OP_EEN_DAG = 12;

/** The first day of the month beside it. @param maand `YYYY-MM` */
export function anderemaand(maand: string, verder: 1 | -1): string {
  const [jaar = 0, nummer = 1] = maand.split('-').map(Number);
  const maanden = jaar * 12 + nummer - 1 + verder;
  return `${Math.floor(maanden / 12)}-${String((maanden % 12) + 1).padStart(2, '0')}`;
}

/** The days that a calendar of this month shows: whole weeks, monday first. Both included. */
export function randen(maand: string): { van: string; totEnMet: string } {
  const eerste = `${maand}-01`;
  const laatste = addDays(`${anderemaand(maand, 1)}-01`, -1);
  return {
    van: addDays(eerste, 1 - weekdagVan(eerste)),
    totEnMet: addDays(laatste, WEEK - weekdagVan(laatste)),
  };
}

const weekdagVan = (dag: string): number => weekdayOf(new Date(`${dag}T11:00:00Z`));

function dagVan(
  dag: string,
  maand: string,
  punten: readonly Punt[] | undefined,
  vakanties: readonly Vakantie[],
  vandaag: string,
) {
  const eigen = punten ?? [];
  return {
    iso: dag,
    nummer: Number(dag.slice(-2)),
    tekst: formatDayShort(dag),
    buiten: !dag.startsWith(maand),
    vandaag: dag === vandaag,
    vakantie: vakanties.find((v) => v.van <= dag && dag <= v.totEnMet)?.naam ?? null,
    punten: eigen
      .slice(0, OP_EEN_DAG)
      .map(({ begint, naam, href, soort }) => ({ uur: formatTime(begint), naam, href, soort })),
    rest: Math.max(eigen.length - OP_EEN_DAG, 0),
  };
}

/** The weeks of a month with what stands on each day (partials/maand.hbs). */
export function kalender(
  maand: string,
  punten: readonly Punt[],
  vakanties: readonly Vakantie[],
  vandaag: string,
) {
  const { van, totEnMet } = randen(maand);
  const aantal = daysBetween(van, totEnMet) + 1;
  const perDag = new Map<string, Punt[]>();
  for (const punt of punten) {
    const dag = dateOf(punt.begint);
    perDag
      .set(dag, perDag.get(dag) ?? [])
      .get(dag)!
      .push(punt);
  }
  const dagen = Array.from({ length: aantal }, (_, i) =>
    dagVan(addDays(van, i), maand, perDag.get(addDays(van, i)), vakanties, vandaag),
  );
  return {
    gevraagd: maand,
    maand: formatMonth(`${maand}-01`),
    weken: Array.from({ length: aantal / WEEK }, (_, week) => dagen.slice(week * WEEK, (week + 1) * WEEK)),
    dagen: dagen.filter((dag) => !dag.buiten && dag.punten.length > 0),
  };
}
