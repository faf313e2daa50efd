import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import type { EvaluatieBeeld } from './evaluatie-beeld.entity.js';
import { bijdragen, plus, type Beeld } from './uitkomst-beelden.rules.js';
import { besluiten, verdeel, type Geteld, type Verdeling } from './uitkomst.rules.js';
import { BEELDEN_OP, BESLUIT, LEG_BEELDEN, TE_VERDELEN, TEL } from './uitkomst-tellen.sql.js';
import { leesBeeld } from './uitkomst.rijen.js';

/** Rows at once; a view is about half a kilobyte. */
const PER_KEER = 1_000;

/** Counts what was answered, and keeps the figures of every view. */
@Injectable()
export class UitkomstTellen {
  constructor(private readonly clock: Clock) {}

  /** @param m the transaction that closes these evaluaties, after it did so: no answer may come in between. */
  async leg(m: EntityManager, evaluatieIds: string[]): Promise<void> {
    await m.query(TEL, [evaluatieIds]);
    await this.verdeel(m);
  }

  /**
   * Brings what was counted, and small ones whose day has come, into the figures. They take turns, until the end of the
   * transaction: a bundle needs all that are counted, and every closing adds to the figures of the whole academie.
   * @returns how many bundles of small ones were made.
   */
  async verdeel(m: EntityManager): Promise<number> {
    await m.query(`SELECT pg_advisory_xact_lock(hashtext('evaluatie_beeld'))`);
    const vandaag = dateOf(this.clock.now());
    const wachtend = await m.query<Geteld[]>(TE_VERDELEN, [vandaag]);
    if (wachtend.length === 0) return 0;
    const verdeling = verdeel(wachtend, vandaag);
    await leg(m, verdeling, vandaag);
    return verdeling.atomen.filter(({ evaluaties }) => evaluaties.length > 1).length;
  }
}

async function leg(m: EntityManager, verdeling: Verdeling, vandaag: string): Promise<void> {
  const besloten = besluiten(verdeling, vandaag);
  await m.query(BESLUIT, [
    besloten.map(({ id }) => id),
    besloten.map(({ atoomId }) => atoomId),
    besloten.map(({ bundelOp }) => bundelOp),
  ]);
  const erbij = bijdragen(verdeling);
  for (let i = 0; i < erbij.length; i += PER_KEER) await telOp(m, erbij.slice(i, i + PER_KEER));
}

async function telOp(m: EntityManager, erbij: Beeld[]): Promise<void> {
  const rijen = await m.query<EvaluatieBeeld[]>(BEELDEN_OP, [erbij.map(({ sleutel }) => sleutel)]);
  const waren = new Map(rijen.map((rij) => [rij.sleutel, leesBeeld(rij).zicht]));
  const nieuw = erbij.map(({ zicht: z, ...plek }) => {
    const was = waren.get(plek.sleutel);
    const { weggelaten, ...zicht } = was ? plus(was, z) : z;
    return {
      ...plek,
      ...zicht,
      weggelatenEvaluaties: weggelaten.evaluaties,
      weggelatenAntwoorden: weggelaten.antwoorden,
    };
  });
  await m.query(LEG_BEELDEN, [JSON.stringify(nieuw)]);
}
