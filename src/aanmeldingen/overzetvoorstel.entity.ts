import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Aanmelding } from './aanmelding.entity.js';

/** Another cohort that somebody may move to with one click; nobody is moved without their consent. */
@Entity()
@Unique('overzetvoorstel_aanmelding_id_naar_cohort_id_key', ['aanmeldingId', 'naarCohortId'])
@Index('overzetvoorstel_zonder_antwoord', ['gemaaktOp'], { where: `status = 'open'` })
@Check('overzetvoorstel_status_bekend', `status IN ('open', 'aanvaard', 'afgewezen', 'vervallen')`)
@Check('overzetvoorstel_antwoord', `(status = 'open') = (beantwoord_op IS NULL)`)
export class Overzetvoorstel {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => Aanmelding, { onDelete: 'RESTRICT' })
  aanmeldingId!: string;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => Cohort, { onDelete: 'RESTRICT' })
  naarCohortId!: string;

  @Column({ type: 'text', default: 'open' })
  status!: 'open' | 'aanvaard' | 'afgewezen' | 'vervallen';

  @Column({ type: 'timestamptz' })
  gemaaktOp!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  beantwoordOp!: Date | null;
}
