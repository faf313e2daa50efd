/** What made a task run: the schedule, a command or somebody by hand, who is told with it. */
export interface Opdrachtgever {
  aanleiding: string;
  gebruikerId: string | null;
}

export interface Taakresultaat {
  /** How many things were done, or in a proef would be done. */
  aantal: number;
  /** Tells what was done, in Dutch, for the one who ran it by hand; no names or addresses. */
  regels: string[];
  /** Something that somebody has to look into though the task itself went well; in Dutch. */
  letOp?: string;
}

/**
 * Work that the planner does at set moments; `src/planner/schedule.ts` says when. It may run twice and on two
 * machines at once, so it must find out by itself what is still to do.
 */
export interface Taak {
  readonly naam: string;
  readonly omschrijving: string;
  /** Several processes may be at it together, each with a record of its own: whoever finds it busy helps. */
  readonly samen?: true;
  /** @param opties with `proef` it says what it would do and changes nothing. */
  voerUit(opties: { proef: boolean; door?: Opdrachtgever }): Promise<Taakresultaat>;
}

/** Watches over the tasks. The planner does it; features that tell people of it inject this name. */
export abstract class Taakbewaking {
  /** The tasks that have not finished for too long, each with the last time that it did. */
  abstract teLaat(): Promise<{ taak: string; klaarOp: Date | null }[]>;
}
