import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { Evaluatie } from './evaluatie.entity.js';

/** Somebody was asked. Of an answer it knows only that there is one: not which, not when. */
@Entity()
@Unique('evaluatie_uitnodiging_evaluatie_id_aanmelding_id_key', ['evaluatieId', 'aanmeldingId'])
export class EvaluatieUitnodiging {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => Evaluatie, { onDelete: 'RESTRICT' })
  evaluatieId!: string;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => Aanmelding, { onDelete: 'RESTRICT' })
  aanmeldingId!: string;

  /** Secret of the link `/evaluatie/{token}`. */
  @Column({ type: 'text', unique: true })
  token!: string;

  @Column({ type: 'timestamptz' })
  uitgenodigdOp!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  herinnerdOp!: Date | null;

  @Column({ type: 'boolean', default: false })
  beantwoord!: boolean;
}
