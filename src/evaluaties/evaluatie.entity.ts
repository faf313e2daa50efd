import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Cohort } from '../cohorten/cohort.entity.js';

/** `cijfer` 1-10, `schaal` 1-5, `open` text, `keuze` one of its `keuzes`. */
export type Vraagsoort = 'cijfer' | 'schaal' | 'open' | 'keuze';

export interface Formuliervraag {
  /** Stable over cohorten, so that they can be compared: a name for a standard question, the id of an own one. */
  code: string;
  soort: Vraagsoort;
  tekst: string;
  keuzes?: { code: string; tekst: string }[];
}

/** `evaluatie` right after the last bijeenkomst; `nameting` half a year later: what did it lead to? */
export type Evaluatiesoort = 'evaluatie' | 'nameting';

/** The questionnaire of one cohort, as it was asked. */
@Entity()
@Unique('evaluatie_cohort_id_soort_key', ['cohortId', 'soort'])
@Check('evaluatie_soort_bekend', `soort IN ('evaluatie', 'nameting')`)
@Check('evaluatie_sluit_na_begin', `sluit_op > geopend_op`)
export class Evaluatie {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => Cohort, { onDelete: 'RESTRICT' })
  cohortId!: string;

  @Column({ type: 'text' })
  soort!: Evaluatiesoort;

  @Column({ type: 'jsonb' })
  vragen!: Formuliervraag[];

  /** Of the opleiding when it was asked. */
  @Column({ type: 'text', array: true })
  aanbieders!: string[];

  /** `2026-2027`, in which the cohort ended. */
  @Column({ type: 'text' })
  schooljaar!: string;

  @Column({ type: 'timestamptz' })
  geopendOp!: Date;

  /** Exclusive; who is later is told that it is closed. */
  @Column({ type: 'timestamptz' })
  sluitOp!: Date;

  /** From then on there are no more answers, and the outcome can be read. */
  @Index()
  @Column({ type: 'timestamptz', nullable: true })
  geslotenOp!: Date | null;

  /** Takes answers: its end has not come, also when nobody has closed it yet. */
  isOpen(nu: Date): boolean {
    return this.geslotenOp === null && this.sluitOp > nu;
  }
}
