import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Bestuur } from './bestuur.entity.js';

export type Onderwijssoort = 'basisonderwijs' | 'gespecialiseerd' | 'voortgezet';

@Entity()
@Check('school_vestigingscode_vorm', `vestigingscode ~ '^[0-9]{2}[A-Z]{2}[0-9]{2}$'`)
@Check('school_herkomst_bekend', `herkomst IN ('duo', 'voorbeeld')`)
@Check(
  'school_onderwijssoort_bekend',
  `onderwijssoort IN ('basisonderwijs', 'gespecialiseerd', 'voortgezet')`,
)
@Index(['onderwijssoort', 'gemeente'])
export class School {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** BRIN4 and two digits, for example 06OY00 (DUO). */
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
  herkomst!: 'duo' | 'voorbeeld';

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
