import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { Evaluatie, type Evaluatiesoort } from '../evaluatie.entity.js';

/** By code of the question, by value: how many gave it. Of an open question only `tekst`: how many wrote something. */
export type Telling = Record<string, Record<string, number>>;

/** The outcome of one closed evaluatie. It is counted once and outlives the answers it was counted from. */
@Entity()
@Check('evaluatie_telling_aantallen', `uitgenodigd >= 0 AND antwoorden >= 0`)
@Index('evaluatie_telling_te_verdelen', ['bundelOp'], { where: 'NOT verdeeld OR bundel_op IS NOT NULL' })
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

  /** It is in every `evaluatie_beeld` that it belongs to: in the figures, or as too small. */
  @Column({ type: 'boolean', default: false })
  verdeeld!: boolean;

  /** The first evaluatie of the atom that it is part of, for ever; null while it is in no figure. */
  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Evaluatie, { onDelete: 'RESTRICT' })
  atoomId!: string | null;

  /** `YYYY-MM-DD`, on which it may become part of one; null when it is, or never will be. */
  @Column({ type: 'date', nullable: true })
  bundelOp!: string | null;
}

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
