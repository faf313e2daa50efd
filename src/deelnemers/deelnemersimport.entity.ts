import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import type { Regel } from './keuring.rules.js';

/** How many of a list got a place, a place in line, or were in the cohort already. */
export interface Lijstuitkomst {
  geplaatst: number;
  wachtlijst: number;
  overgeslagen: number;
}

/** A file with people as it was read, kept between the preview and the moment that somebody says: do it. */
@Entity()
export class Deelnemersimport {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => Cohort, { onDelete: 'RESTRICT' })
  cohortId!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => Gebruiker, { onDelete: 'RESTRICT' })
  gebruikerId!: string;

  @Column({ type: 'text' })
  bestandsnaam!: string;

  @Column({ type: 'jsonb' })
  rijen!: Regel[];

  /** Heads of columns that mean nothing to us. */
  @Column({ type: 'text', array: true, default: [] })
  overgeslagenKolommen!: string[];

  @Column({ type: 'timestamptz' })
  gemaaktOp!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  uitgevoerdOp!: Date | null;

  @Column({ type: 'jsonb', nullable: true })
  resultaat!: Lijstuitkomst | null;
}
