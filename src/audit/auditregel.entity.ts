import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Who did what to which record when; written in the transaction of the change itself. */
@Entity()
@Index(['onderwerpSoort', 'onderwerpId'])
// Of what still holds words that somebody typed; see src/bewaartermijnen/wissen.rules.ts.
@Index('auditregel_met_woorden_idx', { synchronize: false })
@Check('auditregel_wie_bekend', `wie_soort IN ('anoniem', 'persoon', 'gebruiker', 'sleutel', 'systeem')`)
export class Auditregel {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id!: string;

  @Index()
  @Column({ type: 'timestamptz' })
  op!: Date;

  @Column({ type: 'text' })
  wieSoort!: string;

  @Column({ type: 'text', nullable: true })
  wieId!: string | null;

  @Column({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  onderwerpSoort!: string;

  @Column({ type: 'text' })
  onderwerpId!: string;

  @Column({ type: 'jsonb', default: {} })
  gegevens!: Record<string, unknown>;

  /** Of what is counted per day: the same for the same thing on the same day. */
  @Column({ type: 'text', nullable: true, unique: true })
  dagsleutel!: string | null;
}
