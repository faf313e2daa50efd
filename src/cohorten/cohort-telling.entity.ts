import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Cohort } from './cohort.entity.js';

/** A published count of a cohort from before this platform, per leerjaar where the source says so. Sums are computed. */
@Entity()
@Check('cohort_telling_soort_bekend', `soort IN ('deelnemers', 'gecertificeerd', 'door-naar-vervolg')`)
@Check('cohort_telling_aantal_redelijk', `aantal >= 0`)
export class CohortTelling {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => Cohort, { onDelete: 'CASCADE' })
  cohortId!: string;

  @Column({ type: 'text' })
  soort!: 'deelnemers' | 'gecertificeerd' | 'door-naar-vervolg';

  @Column({ type: 'integer', nullable: true })
  leerjaar!: number | null;

  /** Null is unknown, never 0. */
  @Column({ type: 'integer', nullable: true })
  aantal!: number | null;
}
