import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Who did what to which record when; written in the transaction of the change itself. */
@Entity()
@Index(['onderwerpSoort', 'onderwerpId'])
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
}
