import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { Cohort } from './cohort.entity.js';

@Entity()
@Index(['cohortId', 'begint'])
@Index(['begint', 'eindigt'])
@Check('bijeenkomst_eindigt_na_begin', `eindigt > begint`)
@Check('bijeenkomst_link_https', `link ~* '^https://'`)
@Check('bijeenkomst_leerjaar_redelijk', `leerjaar BETWEEN 1 AND 6`)
export class Bijeenkomst {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

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
  link!: string | null;

  @Column({ type: 'text', nullable: true })
  onderwerp!: string | null;

  @Column({ type: 'integer', default: 1 })
  leerjaar!: number;

  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Gebruiker, { onDelete: 'RESTRICT' })
  trainerId!: string | null;
}

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
