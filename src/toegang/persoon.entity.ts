import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';

/** What the secret of a calendar is encrypted for; see secrets.ts. */
export const AGENDADOEL = 'agenda';

/** A human we know by a mail address. */
@Entity()
// By the words of name and address; see src/personen/personen.queries.ts.
@Index('persoon_zoek_idx', { synchronize: false })
@Index(['sorteernaam', 'id'])
@Index('persoon_onbestelbaar_op_idx', ['onbestelbaarOp'], { where: 'onbestelbaar_op IS NOT NULL' })
@Check('persoon_email_norm_klopt', `email_norm = lower(btrim(email))`)
@Check('persoon_onbestelbaar_met_reden', `(onbestelbaar_op IS NULL) = (onbestelbaar_reden IS NULL)`)
export class Persoon {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'text' })
  voornaam!: string;

  @Column({ type: 'text', nullable: true })
  tussenvoegsel!: string | null;

  @Column({ type: 'text' })
  achternaam!: string;

  /** What people are ordered by; the database keeps it. */
  @Column({ type: 'text', collation: 'C', default: '', select: false, insert: false, update: false })
  sorteernaam!: string;

  @Column({ type: 'text' })
  email!: string;

  /** The address in lower case without spaces around it: who has the same one is the same person. */
  @Column({ type: 'text', unique: true })
  emailNorm!: string;

  @Column({ type: 'timestamptz', nullable: true })
  emailBevestigdOp!: Date | null;

  @Column({ type: 'timestamptz' })
  aangemaaktOp!: Date;

  /** This record turned out to be somebody we already knew; everything of it hangs there, and its address leads there. */
  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Persoon, { onDelete: 'RESTRICT' })
  samengevoegdMetId!: string | null;

  /** Hash of the secret of the personal calendar feed; null until someone asked for it. */
  @Column({ type: 'text', nullable: true, unique: true })
  agendaHash!: string | null;

  /** The same secret, encrypted with SESSION_SECRET, to show it again; null of one that was made before, or with another. */
  @Column({ type: 'text', nullable: true })
  agendaGeheim!: string | null;

  /** Since when mail to this address comes back, with what the mail server said; null after a new address. */
  @Column({ type: 'timestamptz', nullable: true })
  onbestelbaarOp!: Date | null;

  @Column({ type: 'text', nullable: true })
  onbestelbaarReden!: string | null;

  /** Wants no mail that is not about an own place. */
  @Column({ type: 'timestamptz', nullable: true })
  geenUitnodigingenOp!: Date | null;

  /** Stands for somebody whose time was over: the aanmelding still counts, and nobody knows whose it was. */
  @Column({ type: 'timestamptz', nullable: true })
  gewistOp!: Date | null;

  /** Since when what we hold of this person is kept and not used; see docs/besluiten/030. */
  @Column({ type: 'timestamptz', nullable: true })
  beperktOp!: Date | null;

  /** In the schoolleidersregister; kept for handing over who finished. */
  @Index()
  @Column({ type: 'text', nullable: true })
  registernummer!: string | null;

  /** First day of the own period in that register, as the person knows it: it differs from one to the next. */
  @Column({ type: 'date', nullable: true })
  registerperiodeBegin!: string | null;
}

/** "Anna van den Berg". */
export function volledigeNaam(p: Pick<Persoon, 'voornaam' | 'tussenvoegsel' | 'achternaam'>): string {
  return [p.voornaam, p.tussenvoegsel, p.achternaam].filter(Boolean).join(' ');
}
