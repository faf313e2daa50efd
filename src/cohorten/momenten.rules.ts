/** When planned mails go, on the wall in Utrecht: to deelnemers, and the question for a decision to the academie. */
export const mailtijd = { deelnemer: '09:00', academie: '08:00' } as const;

/** Days before the go/no-go date on which the coördinator is told. */
export const goNoGodagen = [14, 3, 0];

/** Days after the last bijeenkomst during which its evaluatie can be answered. */
export const evaluatiedagen = 30;
/** Months after the last bijeenkomst: when the outcome is asked, and until when it is still worth asking. */
export const nametingmaanden = [6, 12] as const;

/** A planned moment that has come. */
export interface RijpMoment {
  id: string;
  dagenVooraf: number;
  bijeenkomstId: string | null;
  op: Date;
  /** When the next moment about the same thing is; null when there is none. */
  volgende: Date | null;
  /** From when it is of no use any more; null when there is no such end. */
  tot: Date | null;
}

export interface Verdeeld<M extends RijpMoment> {
  doen: M[];
  gemist: M[];
}

const DAG = 86_400_000;

/**
 * What is still worth doing of the moments that have come: for each bijeenkomst, or each decision, the nearest one,
 * unless it has begun, or is so late that the next one is near. So after a standstill nobody gets two mails about the
 * same thing, or one about yesterday.
 * @param echt what has passed for everybody; when `nu` is put later than that, nothing is given up for good.
 */
export function verdeelMomenten<M extends RijpMoment>(
  momenten: readonly M[],
  nu: Date,
  echt = nu,
): Verdeeld<M> {
  const nearest = new Map<string | null, M>();
  for (const moment of momenten) {
    const other = nearest.get(moment.bijeenkomstId);
    if (!other || moment.dagenVooraf < other.dagenVooraf) nearest.set(moment.bijeenkomstId, moment);
  }
  const doen = [...nearest.values()].filter((m) => !voorbij(m, nu) && !wachtOpVolgende(m, nu));
  const gemist = momenten.filter((m) => !doen.includes(m) && !(voorbij(m, nu) && !voorbij(m, echt)));
  return { doen, gemist };
}

const voorbij = ({ tot }: RijpMoment, nu: Date): boolean => tot !== null && tot <= nu;

/** Late, the next one comes within a day, and that is nearer than its own time. */
function wachtOpVolgende({ op, volgende }: RijpMoment, nu: Date): boolean {
  if (!volgende) return false;
  const nog = volgende.getTime() - nu.getTime();
  return nog < DAG && nog < nu.getTime() - op.getTime();
}
