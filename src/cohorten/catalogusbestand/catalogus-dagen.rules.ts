import { addDays, momentAt, schooljaarVan } from '../../platform/clock/dates.js';
import { lesdagVanaf, reeksVan, type Vakantie } from '../lesdagen.rules.js';
import type { BijeenkomstRegel, CohortRegel } from './catalogus-cohort.dto.js';
import type { Dag } from './catalogus-velden.dto.js';

/** What days in a catalogue file are counted with. */
export interface Kalender {
  /** In Europe/Amsterdam, `YYYY-MM-DD`. */
  vandaag: string;
  vakanties: readonly Vakantie[];
}

/** A bijeenkomst with its day worked out. */
export interface Bijeenkomstplan {
  begint: Date;
  eindigt: Date;
  locatie: string | null;
  link: string | null;
  onderwerp: string | null;
  leerjaar: number;
  trainer: string | null;
}

export const isRelatief = (dag: Dag | null | undefined): boolean => typeof dag === 'object' && dag !== null;

/** A day as `YYYY-MM-DD`; a day counted from today falls on its weekday when it has one. */
export function dagVan(dag: Dag | null | undefined, kalender: Kalender): string | null {
  if (dag === undefined || dag === null) return null;
  if (typeof dag === 'string') return dag;
  return dag.weekdag ? lesdagVan(dag, kalender) : addDays(kalender.vandaag, dag.overDagen);
}

/** A day on which people meet: one counted from today moves to a lesdag, and the past stays past. */
function lesdagVan(dag: Dag, { vandaag, vakanties }: Kalender): string {
  if (typeof dag === 'string') return dag;
  const stap = dag.overDagen < 0 ? -1 : 1;
  return lesdagVanaf(addDays(vandaag, dag.overDagen), vakanties, { weekdag: dag.weekdag, stap });
}

/** All bijeenkomsten of a cohort in order of time, series written out. */
export function bijeenkomstenVan(regels: readonly BijeenkomstRegel[], kalender: Kalender): Bijeenkomstplan[] {
  const plannen = regels.flatMap((regel) => {
    const eerste = lesdagVan(regel.op, kalender);
    const dagen = reeksVan(eerste, regel.aantal ?? 1, regel.elkeDagen ?? 7, kalender.vakanties);
    return dagen.map((dag) => planVan(regel, dag));
  });
  return plannen.sort((a, b) => a.begint.getTime() - b.begint.getTime());
}

function planVan(regel: BijeenkomstRegel, dag: string): Bijeenkomstplan {
  return {
    begint: momentAt(dag, regel.van),
    eindigt: momentAt(dag, regel.tot),
    locatie: regel.locatie ?? null,
    link: regel.link ?? null,
    onderwerp: regel.onderwerp ?? null,
    leerjaar: regel.leerjaar ?? 1,
    trainer: regel.trainer ?? null,
  };
}

/** The school year as written, else that of the first bijeenkomst. */
export function schooljaarVoor(cohort: CohortRegel, kalender: Kalender): string | null {
  if (cohort.schooljaar) return cohort.schooljaar;
  const dagen = (cohort.bijeenkomsten ?? []).map(({ op }) => lesdagVan(op, kalender));
  const [eerste] = dagen.sort();
  return eerste === undefined ? null : schooljaarVan(eerste);
}
