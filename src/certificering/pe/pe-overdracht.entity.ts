import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
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

/** One deelnemer that went along in a hand-over; by aanmelding, so that a corrected certificaat is not handed over twice. */
@Entity()
export class PeDoorgave {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Aanmelding, { onDelete: 'RESTRICT' })
  aanmeldingId!: string;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => PeOverdracht, { onDelete: 'RESTRICT' })
  peOverdrachtId!: string;

  /** As it was handed over. */
  @Column({ type: 'text' })
  registernummer!: string;
}
