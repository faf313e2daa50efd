/** A planned moment that has come. */
export interface RijpMoment {
  id: string;
  dagenVooraf: number;
  bijeenkomstId: string | null;
  /** From when it is of no use any more; null when there is no such end. */
  tot: Date | null;
}

export interface Verdeeld<M extends RijpMoment> {
  doen: M[];
  gemist: M[];
}

/**
 * What is still worth doing of the moments that have come: for each bijeenkomst, or each decision, the nearest one,
 * unless it has begun. So after a standstill nobody gets two mails about the same thing, or one about yesterday.
 */
export function verdeelMomenten<M extends RijpMoment>(momenten: readonly M[], nu: Date): Verdeeld<M> {
  const nearest = new Map<string | null, M>();
  for (const moment of momenten) {
    const other = nearest.get(moment.bijeenkomstId);
    if (!other || moment.dagenVooraf < other.dagenVooraf) nearest.set(moment.bijeenkomstId, moment);
  }
  const doen = [...nearest.values()].filter(({ tot }) => tot === null || tot > nu);
  return { doen, gemist: momenten.filter((moment) => !doen.includes(moment)) };
}
