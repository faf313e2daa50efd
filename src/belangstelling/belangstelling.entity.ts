import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { School } from '../besturen/school.entity.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Persoon } from '../toegang/persoon.entity.js';

const OPEN = 'ingetrokken_op IS NULL AND gemeld_op IS NULL';

/**
 * Somebody wants to hear when an opleiding, or one cohort of it, opens. It holds no place, and ends with the one mail
 * that says so, or when it is withdrawn.
 */
@Entity()
@Index(['opleidingId', 'bestuurId'])
@Index('belangstelling_een_per_opleiding', ['opleidingId', 'persoonId'], {
  unique: true,
  where: `cohort_id IS NULL AND ${OPEN}`,
})
@Index('belangstelling_een_per_cohort', ['cohortId', 'persoonId'], {
  unique: true,
  where: `cohort_id IS NOT NULL AND ${OPEN}`,
})
@Index('belangstelling_met_organisatie', ['organisatie'], { where: 'organisatie IS NOT NULL' })
@Check('belangstelling_organisatie_zonder_school', `organisatie IS NULL OR school_id IS NULL`)
export class Belangstelling {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => Opleiding, { onDelete: 'RESTRICT' })
  opleidingId!: string;

  /** Null for the opleiding as a whole. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Cohort, { onDelete: 'RESTRICT' })
  cohortId!: string | null;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => Persoon, { onDelete: 'RESTRICT' })
  persoonId!: string;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => School, { onDelete: 'RESTRICT' })
  schoolId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Bestuur, { onDelete: 'RESTRICT' })
  bestuurId!: string | null;

  /** Where somebody works whose school is not in the list, in their own words. */
  @Column({ type: 'text', nullable: true })
  organisatie!: string | null;

  @Column({ type: 'text' })
  functie!: string;

  @Column({ type: 'text', nullable: true })
  opmerking!: string | null;

  /** Secret of the link in the mail. */
  @Column({ type: 'text', unique: true })
  token!: string;

  @Column({ type: 'timestamptz' })
  aangemaaktOp!: Date;

  /** When the address was confirmed; only then does it count. */
  @Column({ type: 'timestamptz', nullable: true })
  bevestigdOp!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  ingetrokkenOp!: Date | null;

  /** When the mail was written that it is open. */
  @Column({ type: 'timestamptz', nullable: true })
  gemeldOp!: Date | null;
}
