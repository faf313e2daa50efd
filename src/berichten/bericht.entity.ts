import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Persoon } from '../toegang/persoon.entity.js';

export const berichtstatussen = ['wacht', 'bezig', 'verzonden', 'opnieuw', 'mislukt', 'vervallen'] as const;
export type Berichtstatus = (typeof berichtstatussen)[number];

/** A text file that goes along with a mail. */
export interface Bijlage {
  naam: string;
  /** For example `text/calendar; charset=utf-8; method=PUBLISH`. */
  type: string;
  inhoud: string;
}

/** One outgoing mail: written in the transaction that causes it, and kept as it was sent. */
@Entity()
@Index('bericht_lijst_idx', { synchronize: false })
@Index('bericht_vervalt_op_idx', ['vervaltOp'], { where: `status IN ('wacht', 'opnieuw', 'bezig')` })
@Index(['status', 'verzendenOp'])
@Index('bericht_niet_gewist_idx', ['aangemaaktOp'], { where: 'gewist_op IS NULL' })
@Check(
  'bericht_status_bekend',
  `status IN ('wacht', 'bezig', 'verzonden', 'opnieuw', 'mislukt', 'vervallen')`,
)
@Check('bericht_verzonden_op_moment', `(status = 'verzonden') = (verzonden_op IS NOT NULL)`)
export class Bericht {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** What this mail means, for example `aanbod:<aanmeldingId>:1`: the same meaning is never written twice. */
  @Column({ type: 'text', unique: true })
  sleutel!: string;

  @Column({ type: 'text' })
  soort!: string;

  @Column({ type: 'text' })
  aan!: string;

  @Column({ type: 'text' })
  onderwerp!: string;

  @Column({ type: 'text' })
  html!: string;

  @Column({ type: 'text' })
  tekst!: string;

  @Column({ type: 'jsonb', default: [] })
  bijlagen!: Bijlage[];

  @Column({ type: 'text', default: 'wacht' })
  status!: Berichtstatus;

  @Column({ type: 'timestamptz' })
  aangemaaktOp!: Date;

  /** Not before this moment; moved forward by each retry. */
  @Column({ type: 'timestamptz' })
  verzendenOp!: Date;

  /** Of no use after this moment: what has not left by then lapses. */
  @Column({ type: 'timestamptz', nullable: true })
  vervaltOp!: Date | null;

  @Column({ type: 'integer', default: 0 })
  pogingen!: number;

  /** Until when a sender holds it; later it may be taken over. */
  @Column({ type: 'timestamptz', nullable: true })
  bezigTot!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  verzondenOp!: Date | null;

  @Column({ type: 'text', nullable: true })
  fout!: string | null;

  /** It failed because the server does not know the address, or nobody reads there. */
  @Column({ type: 'boolean', default: false })
  adresGeweigerd!: boolean;

  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Aanmelding, { onDelete: 'RESTRICT' })
  aanmeldingId!: string | null;

  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Cohort, { onDelete: 'RESTRICT' })
  cohortId!: string | null;

  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Persoon, { onDelete: 'RESTRICT' })
  persoonId!: string | null;

  /** When its text was erased because its time was over; that it was sent, and when, stays. */
  @Column({ type: 'timestamptz', nullable: true })
  gewistOp!: Date | null;

  /** What the outbox is searched by; the database keeps it. */
  @Column({ type: 'text', default: '', select: false, insert: false, update: false })
  zoektekst!: string;
}

/** The one row that all senders share: whether mail goes at all, and when the next may. */
@Entity()
@Check('verzendstand_een', 'id')
@Check(
  'verzendstand_stop_met_reden',
  `(gestopt_op IS NULL) = (stopreden IS NULL) AND (gestopt_op IS NULL) = (gestopt_door IS NULL)`,
)
export class Verzendstand {
  @PrimaryColumn({ type: 'boolean', default: true })
  id!: true;

  /** By the clock of the database; only kept where `VERZEND_PER_MINUUT` sets a pace. */
  @Column({ type: 'timestamptz', default: '-infinity' })
  volgendeOp!: Date;

  /** Since when no mail leaves; null while it does. */
  @Column({ type: 'timestamptz', nullable: true })
  gestoptOp!: Date | null;

  /** The name of who stopped it. */
  @Column({ type: 'text', nullable: true })
  gestoptDoor!: string | null;

  @Column({ type: 'text', nullable: true })
  stopreden!: string | null;
}

/** Words of the coördinator that go along in the mails of one cohort. */
@Entity()
@Check('cohortalinea_tekst_redelijk', `length(tekst) BETWEEN 1 AND 1000`)
export class Cohortalinea {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Cohort, { onDelete: 'RESTRICT' })
  cohortId!: string;

  /** The soort of the mail, for example `aanmeldingen/geplaatst`; `alle` for every mail to a deelnemer. */
  @PrimaryColumn('text')
  soort!: string;

  /** As typed: line breaks count, anything else is plain text. */
  @Column({ type: 'text' })
  tekst!: string;

  @Column({ type: 'timestamptz' })
  gewijzigdOp!: Date;
}
