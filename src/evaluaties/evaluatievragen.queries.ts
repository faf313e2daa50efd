import { IsNull, type EntityManager } from 'typeorm';
import { Evaluatievraag } from './evaluatievraag.entity.js';

/** The own questions that an opleiding asks now, in their order. */
export const eigenVragen = (m: EntityManager, opleidingId: string): Promise<Evaluatievraag[]> =>
  m.find(Evaluatievraag, {
    where: { opleidingId, vervallenOp: IsNull() },
    order: { volgorde: 'ASC', id: 'ASC' },
  });
