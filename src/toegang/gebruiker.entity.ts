import { Check, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A human who works with the academie and logs in; what they may do stands in `GebruikerRol`. */
@Entity()
@Check('gebruiker_email_norm_klopt', `email_norm = lower(btrim(email))`)
@Check('gebruiker_totp_heel', `num_nulls(totp_geheim, totp_sinds, totp_stap) IN (0, 3)`)
export class Gebruiker {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'text' })
  naam!: string;

  @Column({ type: 'text' })
  email!: string;

  @Column({ type: 'text', unique: true })
  emailNorm!: string;

  /** argon2id, in PHC string form; null until somebody chose one. */
  @Column({ type: 'text', nullable: true })
  wachtwoordHash!: string | null;

  /** Belongs to the demo data; production refuses its log-in. */
  @Column({ type: 'boolean', default: false })
  demo!: boolean;

  @Column({ type: 'timestamptz', nullable: true })
  uitgeschakeldOp!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  laatstIngelogdOp!: Date | null;

  /** Secret of the app with codes (RFC 6238), encrypted with SESSION_SECRET; see kluis.ts. */
  @Column({ type: 'text', nullable: true })
  totpGeheim!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  totpSinds!: Date | null;

  /** Number of the half minute whose code was used last: no code works twice. */
  @Column({ type: 'bigint', nullable: true })
  totpStap!: string | null;
}
