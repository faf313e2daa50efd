import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Cohort } from './cohort.entity.js';

/** A bijeenkomst that was planned and is off. It keeps its id, so that calendars can be told. */
@Entity()
export class VervallenBijeenkomst {
  @PrimaryColumn('uuid')
  id!: string;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => Cohort, { onDelete: 'RESTRICT' })
  cohortId!: string;

  @Column({ type: 'timestamptz' })
  begint!: Date;

  @Column({ type: 'timestamptz' })
  eindigt!: Date;

  @Column({ type: 'text', nullable: true })
  locatie!: string | null;

  @Column({ type: 'text', nullable: true })
  onderwerp!: string | null;

  @Column({ type: 'timestamptz' })
  vervallenOp!: Date;
}
