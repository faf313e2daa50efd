import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { IN_COHORTSTATUSSEN, IN_ONDERWEG, type Cohortstatus } from './standen.js';

/** One dated run of an opleiding. Its row is the one lock on its places. */
@Entity()
@Unique('cohort_id_capaciteit_key', ['id', 'capaciteit'])
@Index(['status', 'aanmeldenVoor'])
@Index(['status', 'eerste'])
@Index(['opleidingId', 'eerste'])
@Check('cohort_status_bekend', `status ${IN_COHORTSTATUSSEN}`)
@Check('cohort_capaciteit_redelijk', `capaciteit BETWEEN 0 AND 100000`)
@Check('cohort_minimum_past', `minimum >= 0 AND minimum <= capaciteit`)
@Check('cohort_open_met_capaciteit', `status NOT ${IN_ONDERWEG} OR capaciteit IS NOT NULL`)
@Check('cohort_aanmeldperiode', `aanmelden_vanaf < aanmelden_voor`)
@Check('cohort_schooljaar_vorm', `schooljaar ~ '^20[0-9]{2}-20[0-9]{2}$'`)
@Check(
  'cohort_herinneringsdagen_redelijk',
  `cardinality(herinneringsdagen) <= 5 AND 0 <= ALL (herinneringsdagen) AND 60 >= ALL (herinneringsdagen)`,
)
@Check('cohort_annulering_met_reden', `(status = 'geannuleerd') = (annuleringsreden IS NOT NULL)`)
export class Cohort {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => Opleiding, { onDelete: 'RESTRICT' })
  opleidingId!: string;

  @Column({ type: 'text', unique: true })
  code!: string;

  @Column({ type: 'text' })
  naam!: string;

  @Column({ type: 'text', nullable: true })
  schooljaar!: string | null;

  @Column({ type: 'text' })
  status!: Cohortstatus;

  /** Null where history does not tell; an open cohort always has one. */
  @Column({ type: 'integer', nullable: true })
  capaciteit!: number | null;

  @Column({ type: 'integer', nullable: true })
  minimum!: number | null;

  @Column({ type: 'date', nullable: true })
  goNoGoOp!: string | null;

  /** First day on which one can enrol, `YYYY-MM-DD` in Europe/Amsterdam. */
  @Column({ type: 'date', nullable: true })
  aanmeldenVanaf!: string | null;

  /** Exclusive: the day before is the last day, in Europe/Amsterdam. */
  @Column({ type: 'date', nullable: true })
  aanmeldenVoor!: string | null;

  @Column({ type: 'text', nullable: true })
  locatie!: string | null;

  @Column({ type: 'text', nullable: true })
  financiering!: string | null;

  @Column({ type: 'text', nullable: true })
  annuleringsreden!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  geannuleerdOp!: Date | null;

  @Column({ type: 'date', nullable: true })
  certificeringOp!: string | null;

  @Column({ type: 'text', nullable: true })
  certificeringLocatie!: string | null;

  @Column({ type: 'text', nullable: true })
  toelichting!: string | null;

  /** Days before each bijeenkomst on which deelnemers are reminded; none for no reminders. */
  @Column({ type: 'integer', array: true, default: [7, 1] })
  herinneringsdagen!: number[];

  /** Code of this run in PE-online; typed in. */
  @Column({ type: 'text', nullable: true })
  peUitvoeringscode!: string | null;

  @Column({ type: 'text', nullable: true })
  bron!: string | null;

  /** History of which no more is known than that it was announced: nobody may read that it took place. */
  @Column({ type: 'boolean', default: false })
  alleenAangekondigd!: boolean;

  /** Names of the fields whose value was invented for the demo. */
  @Column({ type: 'text', array: true, default: [] })
  voorbeeldvelden!: string[];

  /** Rises with every change of the plan, so that a second editor sees the first one's work. */
  @Column({ type: 'integer', default: 1 })
  versie!: number;

  /** Begin of the first bijeenkomst and end of the last; the database keeps them, nothing here writes them. */
  @Column({ type: 'timestamptz', nullable: true, insert: false, update: false })
  eerste!: Date | null;

  @Column({ type: 'timestamptz', nullable: true, insert: false, update: false })
  laatste!: Date | null;
}

/** A published count of a cohort from before this platform, per leerjaar where the source says so. Sums are computed. */
@Entity()
@Check('cohort_telling_soort_bekend', `soort IN ('deelnemers', 'gecertificeerd', 'door-naar-vervolg')`)
@Check('cohort_telling_aantal_redelijk', `aantal >= 0`)
export class CohortTelling {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => Cohort, { onDelete: 'CASCADE' })
  cohortId!: string;

  @Column({ type: 'text' })
  soort!: 'deelnemers' | 'gecertificeerd' | 'door-naar-vervolg';

  @Column({ type: 'integer', nullable: true })
  leerjaar!: number | null;

  /** Null is unknown, never 0. */
  @Column({ type: 'integer', nullable: true })
  aantal!: number | null;
}
