import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Cohort } from '../../cohorten/cohort.entity.js';

/** The ceremony at which a leerjaar of a cohort gets its certificaten. */
@Entity()
@Unique('uitreiking_cohort_id_leerjaar_key', ['cohortId', 'leerjaar'])
@Check('uitreiking_leerjaar_redelijk', `leerjaar BETWEEN 1 AND 6`)
@Check('uitreiking_tijd_vorm', `tijd ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'`)
export class Uitreiking {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => Cohort, { onDelete: 'RESTRICT' })
  cohortId!: string;

  @Column({ type: 'integer' })
  leerjaar!: number;

  @Index()
  @Column({ type: 'date' })
  datum!: string;

  /** `HH:MM` in Europe/Amsterdam. */
  @Column({ type: 'text', nullable: true })
  tijd!: string | null;

  @Column({ type: 'text', nullable: true })
  plaats!: string | null;

  /** The school, or whoever receives the guests. */
  @Column({ type: 'text', nullable: true })
  gastheer!: string | null;

  /** Rises with every change, so that the calendars of who was invited take the newer one. */
  @Column({ type: 'integer', default: 1 })
  versie!: number;

  @Column({ type: 'timestamptz' })
  aangemaaktOp!: Date;
}
