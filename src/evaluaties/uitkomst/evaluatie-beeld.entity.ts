import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import type { Evaluatiesoort } from '../evaluatie.entity.js';
import type { Telling } from './evaluatie-telling.entity.js';

/**
 * What is seen of one narrowing, summed: all atoms of an opleiding, an aanbieder, a schooljaar, or of two or three of those
 * together; null means that it is not narrowed to that.
 */
@Entity()
@Check('evaluatie_beeld_soort_bekend', `soort IN ('evaluatie', 'nameting')`)
@Index('evaluatie_beeld_per_opleiding', ['aanbieder', 'schooljaar'])
@Index('evaluatie_beeld_per_aanbieder', ['opleidingId', 'schooljaar'])
@Index('evaluatie_beeld_per_schooljaar', ['opleidingId', 'aanbieder'])
export class EvaluatieBeeld {
  /** Made of the next four. */
  @PrimaryColumn({ type: 'text' })
  sleutel!: string;

  @Column({ type: 'text' })
  soort!: Evaluatiesoort;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Opleiding, { onDelete: 'RESTRICT' })
  opleidingId!: string | null;

  @Column({ type: 'text', nullable: true })
  aanbieder!: string | null;

  @Column({ type: 'text', nullable: true })
  schooljaar!: string | null;

  @Column({ type: 'integer' })
  evaluaties!: number;

  @Column({ type: 'integer' })
  uitgenodigd!: number;

  @Column({ type: 'integer' })
  antwoorden!: number;

  @Column({ type: 'jsonb' })
  telling!: Telling;

  /** Too small to be in it. */
  @Column({ type: 'integer' })
  weggelatenEvaluaties!: number;

  @Column({ type: 'integer' })
  weggelatenAntwoorden!: number;
}
