import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Bestuur } from './bestuur.entity.js';

/** Who speaks for a bestuur, and when the academie last spoke with them. */
@Entity()
@Check('contactpersoon_over_met_dag', `laatst_over IS NULL OR laatst_op IS NOT NULL`)
export class Contactpersoon {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => Bestuur, { onDelete: 'RESTRICT' })
  bestuurId!: string;

  @Column({ type: 'text' })
  naam!: string;

  /** What they do at the bestuur, in their own words. */
  @Column({ type: 'text', nullable: true })
  rol!: string | null;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ type: 'text', nullable: true })
  telefoon!: string | null;

  @Column({ type: 'text', nullable: true })
  opmerking!: string | null;

  @Column({ type: 'date', nullable: true })
  laatstOp!: string | null;

  /** What it was about, in a few words. */
  @Column({ type: 'text', nullable: true })
  laatstOver!: string | null;
}
