import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Bestuur } from './bestuur.entity.js';
import { IN_SECTOREN, type Schoolherkomst, type Sector } from './standen.js';

export type Onderwijssoort = 'basisonderwijs' | 'gespecialiseerd' | 'voortgezet';

@Entity()
@Check('school_vestigingscode_vorm', `vestigingscode ~ '^([0-9]{2}[A-Z]{2}[0-9]{2}|X[0-9]{5})$'`)
@Check('school_herkomst_bekend', `herkomst IN ('duo', 'voorbeeld', 'hand')`)
@Check('school_sector_bekend', `sector ${IN_SECTOREN}`)
@Check('school_verhuizing_heel', `(verhuist_naar_id IS NULL) = (verhuist_op IS NULL)`)
@Check(
  'school_onderwijssoort_bekend',
  `onderwijssoort IN ('basisonderwijs', 'gespecialiseerd', 'voortgezet')`,
)
@Index(['onderwijssoort', 'gemeente'])
export class School {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** BRIN4 and two digits, for example 06OY00 (DUO), or of our own X and five digits for who has no BRIN. */
  @Column({ type: 'text', unique: true })
  vestigingscode!: string;

  @Column({ type: 'text' })
  naam!: string;

  @Column({ type: 'text', nullable: true })
  adres!: string | null;

  @Column({ type: 'text', nullable: true })
  postcode!: string | null;

  @Column({ type: 'text' })
  plaats!: string;

  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Bestuur, { onDelete: 'RESTRICT' })
  bestuurId!: string | null;

  @Column({ type: 'text' })
  herkomst!: Schoolherkomst;

  /** Other names by which people know it. */
  @Column({ type: 'text', array: true, default: [] })
  aliassen!: string[];

  /** Null as long as nobody said. Once it is set, DUO's lists leave it. */
  @Column({ type: 'text', nullable: true })
  sector!: Sector | null;

  /** Day on which a person moved it to its bestuur; an older list of DUO does not move it back. */
  @Column({ type: 'date', nullable: true })
  bestuurSinds!: string | null;

  /** A move that is planned: to which bestuur, and from which day. */
  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Bestuur, { onDelete: 'RESTRICT' })
  verhuistNaarId!: string | null;

  @Column({ type: 'date', nullable: true })
  verhuistOp!: string | null;

  /** As DUO writes it, in capitals. */
  @Column({ type: 'text', nullable: true })
  gemeente!: string | null;

  /** Which of DUO's lists the school is on; `gespecialiseerd` is SBO, SO and VSO together. */
  @Column({ type: 'text', nullable: true })
  onderwijssoort!: Onderwijssoort | null;

  /** Reference date of the DUO file this row was last seen in, `YYYY-MM-DD`. */
  @Column({ type: 'date', nullable: true })
  peildatum!: string | null;

  @Column({ type: 'date', nullable: true })
  geslotenOp!: string | null;
}
