import { type Aanmeldstatus, AFGEROND, VERST } from '../aanmeldingen/standen.js';

/** An active aanmelding, as far as is needed to choose between two of one human in one cohort. */
export interface Kandidaat {
  id: string;
  cohortId: string;
  status: Aanmeldstatus;
  wachtlijstRang: number | null;
  aangemeldOp: Date;
}

/** Two aanmeldingen of one human in one cohort: which stays, and which is one too many. */
export interface Aanmeldbotsing<T extends Kandidaat> {
  blijft: T;
  vervalt: T;
  /** Both are history already: nothing ends any more, and the second one stays with the merged record. */
  geschiedenis: boolean;
}

/** One for every cohort in which both are active. */
export function botsingen<T extends Kandidaat>(vanDeEen: T[], vanDeAnder: T[]): Aanmeldbotsing<T>[] {
  return vanDeEen.flatMap((een) => {
    const ander = vanDeAnder.find(({ cohortId }) => cohortId === een.cohortId);
    if (!ander) return [];
    const [blijft, vervalt] = isBeter(ander, een) ? [ander, een] : [een, ander];
    const geschiedenis = AFGEROND.includes(blijft.status) && AFGEROND.includes(vervalt.status);
    return [{ blijft, vervalt, geschiedenis }];
  });
}

function isBeter(a: Kandidaat, dan: Kandidaat): boolean {
  // The further somebody came, the more there is to keep.
  const verschil = VERST.indexOf(a.status) - VERST.indexOf(dan.status);
  if (verschil !== 0) return verschil < 0;
  if (a.wachtlijstRang !== null && dan.wachtlijstRang !== null) return a.wachtlijstRang < dan.wachtlijstRang;
  return a.aangemeldOp < dan.aangemeldOp;
}
