import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { IN_SECTOREN, type Sector } from '../besturen/standen.js';
import { decimal } from '../platform/database/data-source.js';

@Entity()
@Check('opleiding_code_vorm', `code ~ '^[A-Z0-9][A-Z0-9-]{0,29}$'`)
@Check(
  'opleiding_getallen',
  `leerjaren BETWEEN 1 AND 6 AND studielast_uren >= 0 AND contacturen >= 0 AND ects >= 0
   AND herregistratiepunten >= 0 AND kosten_cent >= 0 AND vergoeding_pct BETWEEN 0 AND 100`,
)
@Check('opleiding_sectoren_bekend', `sectoren <@ ARRAY[${IN_SECTOREN.slice(4, -1)}]`)
@Check('opleiding_accreditatie', `accreditatie_van < accreditatie_tot`)
@Check('opleiding_extern_url_https', `extern_url ~* '^https://'`)
@Check('opleiding_aanwezigheidsnorm', `aanwezigheidsnorm_pct BETWEEN 0 AND 100`)
export class Opleiding {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'text', unique: true })
  code!: string;

  @Column({ type: 'text' })
  naam!: string;

  @Column({ type: 'text' })
  soort!: string;

  @Column({ type: 'text', default: '' })
  omschrijving!: string;

  @Column({ type: 'text', array: true, default: [] })
  doelgroepen!: string[];

  /** For which sectors; none is for all of them. */
  @Column({ type: 'text', array: true, default: [] })
  sectoren!: Sector[];

  @Column({ type: 'text', nullable: true })
  niveau!: string | null;

  @Column({ type: 'integer', default: 1 })
  leerjaren!: number;

  /** In words, for example "2 jaar". */
  @Column({ type: 'text', nullable: true })
  duur!: string | null;

  /** All hours of study together; contact hours are stated apart. */
  @Column({ type: 'integer', nullable: true })
  studielastUren!: number | null;

  @Column({ type: 'integer', nullable: true })
  contacturen!: number | null;

  @Column({ type: 'numeric', precision: 4, scale: 1, nullable: true, transformer: decimal })
  ects!: number | null;

  /** Decided by the schoolleidersregister and typed in; never computed. */
  @Column({ type: 'integer', nullable: true })
  herregistratiepunten!: number | null;

  @Column({ type: 'text', nullable: true })
  peCursuscode!: string | null;

  /** As it stands on a certificaat; without it, `naam`. */
  @Column({ type: 'text', nullable: true })
  officieleNaam!: string | null;

  /** First day of the accreditation by the schoolleidersregister, and the first day after it. */
  @Column({ type: 'date', nullable: true })
  accreditatieVan!: string | null;

  @Column({ type: 'date', nullable: true })
  accreditatieTot!: string | null;

  @Column({ type: 'text', array: true, default: [] })
  aanbieders!: string[];

  /** Price for the participant in euro cents; null is unknown, 0 is free. */
  @Column({ type: 'integer', nullable: true })
  kostenCent!: number | null;

  @Column({ type: 'integer', nullable: true })
  vergoedingPct!: number | null;

  @Column({ type: 'text', nullable: true })
  vergoedingVoor!: string | null;

  @Column({ type: 'text', nullable: true })
  bekostiging!: string | null;

  @Column({ type: 'text', nullable: true })
  voorwaarden!: string | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Opleiding, { onDelete: 'RESTRICT' })
  vervolgOpId!: string | null;

  /** Set for soort `extern`: enrolment happens elsewhere. */
  @Column({ type: 'text', nullable: true })
  externUrl!: string | null;

  @Column({ type: 'boolean', default: false })
  gepubliceerd!: boolean;

  /** Without an open cohort one can leave one's interest. */
  @Column({ type: 'boolean', default: false })
  peiling!: boolean;

  /** Share of the bijeenkomsten, in percent, that someone must have attended to finish. */
  @Column({ type: 'integer', default: 80 })
  aanwezigheidsnormPct!: number;

  /** Rises with every change; the versions before it are in `opleiding_versie`. */
  @Column({ type: 'integer', default: 1 })
  versie!: number;

  /** Where the facts come from. */
  @Column({ type: 'text', nullable: true })
  bron!: string | null;

  /** Names of the fields whose value was invented for the demo. */
  @Column({ type: 'text', array: true, default: [] })
  voorbeeldvelden!: string[];
}

/** An opleiding as it stood until it was changed; whoever enrolled then reads it as long as it was published. */
@Entity()
@Unique('opleiding_versie_opleiding_id_nummer_key', ['opleidingId', 'nummer'])
export class OpleidingVersie {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => Opleiding, { onDelete: 'RESTRICT' })
  opleidingId!: string;

  /** The `versie` that the opleiding had then. */
  @Column({ type: 'integer' })
  nummer!: number;

  @Column({ type: 'timestamptz' })
  geldigTot!: Date;

  /** Every column of the opleiding as it was. */
  @Column({ type: 'jsonb' })
  gegevens!: Omit<Opleiding, 'id'>;
}
