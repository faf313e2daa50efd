import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Persoon } from '../toegang/persoon.entity.js';
import type { Toestemmingsdoel, Weg } from './standen.js';

/** Somebody agreed to something, and perhaps took it back; who agrees again gets a new row. */
@Entity()
@Index('toestemming_een_lopende', ['persoonId', 'doel'], { unique: true, where: 'ingetrokken_op IS NULL' })
@Check('toestemming_doel_bekend', `doel IN ('certificaatcontrole', 'naamlijst', 'nieuwsbrief')`)
@Check(
  'toestemming_weg_bekend',
  `gegeven_door IN ('zelf', 'medewerker') AND ingetrokken_door IN ('zelf', 'medewerker')`,
)
@Check('toestemming_ingetrokken', `(ingetrokken_op IS NULL) = (ingetrokken_door IS NULL)`)
export class Toestemming {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => Persoon, { onDelete: 'CASCADE' })
  persoonId!: string;

  @Column({ type: 'text' })
  doel!: Toestemmingsdoel;

  @Column({ type: 'timestamptz' })
  gegevenOp!: Date;

  @Column({ type: 'text' })
  gegevenDoor!: Weg;

  @Column({ type: 'timestamptz', nullable: true })
  ingetrokkenOp!: Date | null;

  @Column({ type: 'text', nullable: true })
  ingetrokkenDoor!: Weg | null;
}
