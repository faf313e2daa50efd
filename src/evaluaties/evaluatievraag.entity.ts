import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Opleiding } from '../opleidingen/opleiding.entity.js';

/** A question that one opleiding asks besides the standard ones. One that was asked is never changed, only dropped. */
@Entity()
@Index(['opleidingId', 'volgorde'])
@Check('evaluatievraag_soort_bekend', `soort IN ('schaal', 'open')`)
export class Evaluatievraag {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => Opleiding, { onDelete: 'RESTRICT' })
  opleidingId!: string;

  @Column({ type: 'integer' })
  volgorde!: number;

  @Column({ type: 'text' })
  soort!: 'schaal' | 'open';

  @Column({ type: 'text' })
  tekst!: string;

  @Column({ type: 'timestamptz', nullable: true })
  vervallenOp!: Date | null;
}
