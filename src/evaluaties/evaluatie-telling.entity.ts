import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Evaluatie } from './evaluatie.entity.js';

/** By code of the question, by value: how many gave it. Of an open question only `tekst`: how many wrote something. */
export type Telling = Record<string, Record<string, number>>;

/** The outcome of one closed evaluatie. It is written once and outlives the answers it was counted from. */
@Entity()
@Check('evaluatie_telling_aantallen', `uitgenodigd >= 0 AND antwoorden >= 0`)
export class EvaluatieTelling {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey(() => Evaluatie, { onDelete: 'RESTRICT' })
  evaluatieId!: string;

  @Column({ type: 'integer' })
  uitgenodigd!: number;

  @Column({ type: 'integer' })
  antwoorden!: number;

  @Column({ type: 'jsonb' })
  telling!: Telling;
}
