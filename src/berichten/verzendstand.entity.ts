import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

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
