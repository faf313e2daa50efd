import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { Persoon } from '../toegang/persoon.entity.js';
import type { Verzoeksoort, Verzoekstatus } from './standen.js';

/** Somebody asks for what the AVG gives them: to be erased, or that what we hold is kept but not used. */
@Entity()
@Index('privacyverzoek_een_open', ['persoonId', 'soort'], { unique: true, where: `status = 'open'` })
@Index('privacyverzoek_open_op_termijn', ['termijnOp'], { where: `status = 'open'` })
@Check('privacyverzoek_soort_bekend', `soort IN ('wissing', 'beperking')`)
@Check('privacyverzoek_status_bekend', `status IN ('open', 'uitgevoerd', 'afgewezen', 'ingetrokken')`)
@Check('privacyverzoek_afgehandeld', `(status = 'open') = (afgehandeld_op IS NULL)`)
export class Privacyverzoek {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** Null once the person is erased. */
  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Persoon, { onDelete: 'SET NULL' })
  persoonId!: string | null;

  @Column({ type: 'text' })
  soort!: Verzoeksoort;

  /** In the own words of who asks. */
  @Column({ type: 'text', nullable: true })
  toelichting!: string | null;

  @Column({ type: 'text', default: 'open' })
  status!: Verzoekstatus;

  @Column({ type: 'timestamptz' })
  ontvangenOp!: Date;

  /** The last day to answer, `YYYY-MM-DD`: a month after it came in. */
  @Column({ type: 'date' })
  termijnOp!: string;

  @Column({ type: 'timestamptz', nullable: true })
  afgehandeldOp!: Date | null;

  /** Who of the staff did; null when the person did so, or when that account is gone. */
  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Gebruiker, { onDelete: 'SET NULL' })
  doorId!: string | null;

  /** Why it was refused, as the person reads it. */
  @Column({ type: 'text', nullable: true })
  reden!: string | null;
}
