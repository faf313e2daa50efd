import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { School } from '../besturen/school.entity.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { ApiSleutel } from '../toegang/api-sleutel.entity.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { overgangNietMogelijk, wachtDaarNietOp } from './aanmeldingen.errors.js';
import { houdtPlaats, magOvergaan } from './aanmeldingen.rules.js';
import { type Aanmeldstatus, IN_ACTIEF, IN_MET_PLAATS, IN_STATUSSEN, type Wachtreden } from './standen.js';

/** Part of the shared model, as the entity itself. */
export type { Aanmeldstatus, Wachtreden };

/**
 * A person wants, has or had a place in a cohort.
 *
 * A place is a number within the cohort: unique, at least 1, and at most the capacity that the foreign key
 * `(cohort_id, plaats_van) → cohort (id, capaciteit)` copies here. So PostgreSQL itself refuses one place too many,
 * whoever writes. See docs/plaatsen.md.
 */
@Entity()
@ForeignKey(() => Cohort, ['cohortId', 'plaatsVan'], ['id', 'capaciteit'], {
  onUpdate: 'CASCADE',
  onDelete: 'RESTRICT',
})
@Unique('aanmelding_cohort_id_plaatsnummer_key', ['cohortId', 'plaatsnummer'], {
  deferrable: 'INITIALLY IMMEDIATE',
})
@Unique('aanmelding_cohort_id_wachtlijst_rang_key', ['cohortId', 'wachtlijstRang'], {
  deferrable: 'INITIALLY IMMEDIATE',
})
@Index('aanmelding_een_actieve_per_referentie', ['referentieVan', 'externeReferentie'], {
  unique: true,
  where: `status ${IN_ACTIEF}`,
})
@Index('aanmelding_een_actieve_per_persoon', ['cohortId', 'persoonId'], {
  unique: true,
  where: `status ${IN_ACTIEF}`,
})
@Index('aanmelding_op_de_wachtlijst', ['cohortId', 'id'], { where: `status = 'wachtlijst'` })
@Index('aanmelding_wacht_op_akkoord', ['statusSinds'], { where: `wacht_op @> ARRAY['akkoord']` })
@Index(['cohortId', 'status'])
@Index(['bestuurId', 'cohortId'])
@Index('aanmelding_met_organisatie', ['organisatie'], { where: 'organisatie IS NOT NULL' })
@Check('aanmelding_organisatie_zonder_school', `organisatie IS NULL OR school_id IS NULL`)
@Check('aanmelding_status_bekend', `status ${IN_STATUSSEN}`)
@Check('aanmelding_plaats_bij_status', `(status ${IN_MET_PLAATS}) = (plaatsnummer IS NOT NULL)`)
@Check(
  'aanmelding_plaats_binnen_capaciteit',
  `(plaatsnummer IS NULL) = (plaats_van IS NULL) AND plaatsnummer >= 1 AND plaatsnummer <= plaats_van`,
)
@Check('aanmelding_rang_bij_wachtlijst', `(status = 'wachtlijst') = (wachtlijst_rang IS NOT NULL)`)
@Check('aanmelding_termijn_bij_voorlopig', `(status = 'voorlopig') = (vervalt_op IS NOT NULL)`)
@Check('aanmelding_wacht_op_bekend', `wacht_op <@ ARRAY['emailbevestiging', 'akkoord', 'aanbod']`)
@Check(
  'aanmelding_herkomst_alleen_onbevestigd',
  `herkomst IS NULL OR (status = 'voorlopig' AND wacht_op @> ARRAY['emailbevestiging'])`,
)
@Check(
  'aanmelding_wacht_op_past',
  `CASE status WHEN 'voorlopig' THEN cardinality(wacht_op) > 0
     WHEN 'wachtlijst' THEN NOT wacht_op @> ARRAY['aanbod'] ELSE cardinality(wacht_op) = 0 END`,
)
export class Aanmelding {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => Cohort, { onDelete: 'RESTRICT' })
  cohortId!: string;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => Persoon, { onDelete: 'RESTRICT' })
  persoonId!: string;

  /** School and board as they were at the moment of enrolling; later moves of a person do not change them. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => School, { onDelete: 'RESTRICT' })
  schoolId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Bestuur, { onDelete: 'RESTRICT' })
  bestuurId!: string | null;

  /** Where somebody works whose school is not in the list, in their own words. */
  @Column({ type: 'text', nullable: true })
  organisatie!: string | null;

  @Column({ type: 'text' })
  functie!: string;

  @Column({ type: 'text', nullable: true })
  opmerking!: string | null;

  @Column({ type: 'text' })
  status!: Aanmeldstatus;

  @Column({ type: 'text', array: true, default: [] })
  wachtOp!: Wachtreden[];

  /**
   * Somebody who may vouch for the address said that this is right, also after it ended. Until then no bestuur and no
   * trainer knows of it: anybody can fill in anybody's address. A trigger keeps it.
   */
  @Column({ type: 'boolean', default: true, insert: false, update: false })
  adresBevestigd!: boolean;

  /**
   * Its person asked that it is kept and not used: no mail, no turn in the line, on no list of a bestuur. What the same
   * person enrols in later is not.
   */
  @Column({ type: 'boolean', default: false, insert: false, update: false })
  beperkt!: boolean;

  /** End of the hold; set exactly while `voorlopig`. */
  @Index()
  @Column({ type: 'timestamptz', nullable: true })
  vervaltOp!: Date | null;

  @Column({ type: 'integer', nullable: true })
  plaatsnummer!: number | null;

  /** The capacity of the cohort, kept equal by the foreign key; set exactly with a plaatsnummer. */
  @Column({ type: 'integer', nullable: true })
  plaatsVan!: number | null;

  /** Rises in order of the line and may have gaps; the position 1..n is counted when read. */
  @Column({ type: 'integer', nullable: true })
  wachtlijstRang!: number | null;

  /** How many offers this aanmelding has had. */
  @Column({ type: 'integer', default: 0 })
  aanbodNummer!: number;

  /** Secret of the link `/a/{token}`, known only through the mailbox. */
  @Column({ type: 'text', unique: true })
  token!: string;

  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => ApiSleutel, { onDelete: 'RESTRICT' })
  apiSleutelId!: string | null;

  @Column({ type: 'text', nullable: true })
  externeReferentie!: string | null;

  /** Whose reference it is: `academie`, the id of a bestuur, or null when nobody proved whose. */
  @Column({ type: 'text', nullable: true })
  referentieVan!: string | null;

  /** Which origin asked for an unconfirmed hold, see `ToewijzingService`; it goes when the hold ends or is confirmed. */
  @Column({ type: 'text', nullable: true, select: false })
  herkomst!: string | null;

  @Column({ type: 'timestamptz' })
  aangemeldOp!: Date;

  @Column({ type: 'timestamptz' })
  statusSinds!: Date;

  @Column({ type: 'text', nullable: true })
  reden!: string | null;

  /** The one that ended it: `deelnemer`, `academie`, `bestuur` or `systeem`. */
  @Column({ type: 'text', nullable: true })
  beeindigdDoor!: string | null;

  /**
   * Moves to another state and lets go of what belongs to the old one.
   * @throws DomainError `overgang-niet-mogelijk` when the state table does not allow it.
   */
  gaNaar(status: Aanmeldstatus, nu: Date): void {
    if (!magOvergaan(this.status, status)) throw overgangNietMogelijk(this.status);
    this.status = status;
    this.statusSinds = nu;
    if (!houdtPlaats(status)) this.plaatsnummer = this.plaatsVan = null;
    if (status !== 'wachtlijst') this.wachtlijstRang = null;
    if (status !== 'voorlopig') this.vervaltOp = null;
    if (status !== 'voorlopig' && status !== 'wachtlijst') this.wachtOp = [];
  }

  /** @throws DomainError `wacht-daar-niet-op` when it does not wait for this. */
  vervul(reden: Wachtreden): void {
    if (!this.wachtOp.includes(reden)) throw wachtDaarNietOp(reden);
    this.wachtOp = this.wachtOp.filter((andere) => andere !== reden);
  }

  /** In line and may be offered a place: the address is confirmed, and the person lets us use it. */
  get komtInAanmerking(): boolean {
    return this.status === 'wachtlijst' && !this.beperkt && !this.wachtOp.includes('emailbevestiging');
  }
}

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
