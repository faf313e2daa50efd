import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Evaluatie } from './evaluatie.entity.js';

/** One reply: no person, no time, no order. */
@Entity()
export class EvaluatieAntwoord {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => Evaluatie, { onDelete: 'RESTRICT' })
  evaluatieId!: string;

  /** By code of the question; a question that was left open is not in it. */
  @Column({ type: 'jsonb' })
  waarden!: Record<string, number | string>;
}
