import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { Gebruiker } from '../../toegang/gebruiker.entity.js';

/** Somebody entered those who finished a cohort in PE-online, and said so here. */
@Entity()
@Check('pe_overdracht_iemand', `aantal > 0 AND zonder_nummer >= 0`)
export class PeOverdracht {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => Cohort, { onDelete: 'RESTRICT' })
  cohortId!: string;

  @Column({ type: 'timestamptz' })
  op!: Date;

  /** Null for a system of the academie. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Gebruiker, { onDelete: 'RESTRICT' })
  gebruikerId!: string | null;

  @Column({ type: 'integer' })
  aantal!: number;

  /** How many could not go along, for want of a number. */
  @Column({ type: 'integer' })
  zonderNummer!: number;
}
