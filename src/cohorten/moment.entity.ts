import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Bijeenkomst } from './bijeenkomst.entity.js';
import { Cohort } from './cohort.entity.js';

/** A planned moment with its rule: so many days before a bijeenkomst or a decision, or when all
 * bijeenkomsten are over. It moves along with the plan. */
@Entity()
@Check('moment_soort_bekend', `soort IN ('herinnering', 'go-no-go', 'evaluatie', 'nameting')`)
@Check('moment_status_bekend', `status IN ('gepland', 'gedaan', 'gemist', 'vervallen')`)
@Check('moment_bij_bijeenkomst', `(soort = 'herinnering') = (bijeenkomst_id IS NOT NULL)`)
@Index('moment_herinnering_key', ['bijeenkomstId', 'dagenVooraf'], {
  unique: true,
  where: 'bijeenkomst_id IS NOT NULL',
})
@Index('moment_cohort_key', ['cohortId', 'soort', 'dagenVooraf'], {
  unique: true,
  where: 'bijeenkomst_id IS NULL',
})
@Index(['status', 'op'])
@Index(['cohortId'])
export class Moment {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'text' })
  soort!: 'herinnering' | 'go-no-go' | 'evaluatie' | 'nameting';

  @Column({ type: 'uuid' })
  @ForeignKey(() => Cohort, { onDelete: 'RESTRICT' })
  cohortId!: string;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Bijeenkomst, { onDelete: 'CASCADE' })
  bijeenkomstId!: string | null;

  @Column({ type: 'integer' })
  dagenVooraf!: number;

  @Column({ type: 'timestamptz' })
  op!: Date;

  /** `gemist`: it was too late to be of use when somebody was there to do it. */
  @Column({ type: 'text', default: 'gepland' })
  status!: 'gepland' | 'gedaan' | 'gemist' | 'vervallen';

  @Column({ type: 'timestamptz', nullable: true })
  gedaanOp!: Date | null;
}
