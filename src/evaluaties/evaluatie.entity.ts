import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';

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
