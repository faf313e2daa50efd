import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Cohort } from '../../cohorten/cohort.entity.js';

export const mededelinggroepen = ['plaats', 'plaats-en-rij', 'rij', 'aanwezig', 'afwezig'] as const;
/** The people it goes to: those with a place, those who wait, or those who were or were not at a bijeenkomst. */
export type Mededelinggroep = (typeof mededelinggroepen)[number];

/** A mail that a coördinator wrote to a whole cohort; the mails themselves are berichten. */
@Entity()
@Index(['cohortId', 'gemaaktOp'])
@Check('mededeling_aan_bekend', `aan IN ('plaats', 'plaats-en-rij', 'rij', 'aanwezig', 'afwezig')`)
@Check('mededeling_bij_bijeenkomst', `bijeenkomst_id IS NULL OR aan IN ('aanwezig', 'afwezig')`)
export class Mededeling {
  /** Chosen by who sends it, so that the same form sent twice is one mededeling. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => Cohort, { onDelete: 'RESTRICT' })
  cohortId!: string;

  @Column({ type: 'text' })
  onderwerp!: string;

  @Column({ type: 'text' })
  tekst!: string;

  @Column({ type: 'text' })
  aan!: Mededelinggroep;

  /** Set with `aanwezig` and `afwezig`; the bijeenkomst may be gone by now. */
  @Column({ type: 'uuid', nullable: true })
  bijeenkomstId!: string | null;

  @Column({ type: 'boolean' })
  ookTrainers!: boolean;

  /** The number of mails that were written. */
  @Column({ type: 'integer' })
  aantal!: number;

  @Column({ type: 'timestamptz' })
  gemaaktOp!: Date;

  /** Name of the coördinator or key. */
  @Column({ type: 'text', nullable: true })
  door!: string | null;
}
