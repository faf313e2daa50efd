import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

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

  /** When it was made, or switched on again: from then on it counts as unused. */
  @Column({ type: 'timestamptz', default: () => 'now()' })
  aanSinds!: Date;

  /** When its owner was told that it would be switched off; of no meaning once they have logged in since. */
  @Column({ type: 'timestamptz', nullable: true })
  gewaarschuwdOp!: Date | null;

  /** Was switched off because nobody used it. */
  @Column({ type: 'boolean', default: false })
  uitOngebruikt!: boolean;

  /** Secret of the app with codes (RFC 6238), encrypted with SESSION_SECRET; see kluis.ts. */
  @Column({ type: 'text', nullable: true })
  totpGeheim!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  totpSinds!: Date | null;

  /** Number of the half minute whose code was used last: no code works twice. */
  @Column({ type: 'bigint', nullable: true })
  totpStap!: string | null;
}

/** Stands in once for a lost telephone or key. */
@Entity()
export class Herstelcode {
  @PrimaryColumn({ type: 'uuid' })
  @ForeignKey(() => Gebruiker, { onDelete: 'CASCADE' })
  gebruikerId!: string;

  @PrimaryColumn({ type: 'text' })
  codeHash!: string;

  @Column({ type: 'timestamptz', nullable: true })
  gebruiktOp!: Date | null;
}

/** A key in somebody's telephone, computer or token (WebAuthn); what stands here is public. */
@Entity()
export class Passkey {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => Gebruiker, { onDelete: 'CASCADE' })
  gebruikerId!: string;

  /** base64url */
  @Column({ type: 'text', unique: true })
  credentialId!: string;

  /** COSE */
  @Column({ type: 'bytea' })
  publiekeSleutel!: Buffer;

  /** Signatures so far as the key counts them; 0 from one that does not count. */
  @Column({ type: 'bigint' })
  teller!: string;

  @Column({ type: 'text', array: true, default: '{}' })
  transports!: string[];

  /** By which its owner knows it. */
  @Column({ type: 'text' })
  naam!: string;

  @Column({ type: 'timestamptz' })
  aangemaaktOp!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  laatstGebruiktOp!: Date | null;
}

/** `herstel` also takes the second step away, for who lost it. */
export type Uitnodigingsoort = 'uitnodiging' | 'wachtwoord' | 'herstel';

/** A link that lets a gebruiker choose a password, once. The mail holds the key, this row only its hash. */
@Entity()
@Check('uitnodiging_soort_bekend', `soort IN ('uitnodiging', 'wachtwoord', 'herstel')`)
export class Uitnodiging {
  @PrimaryColumn({ type: 'text' })
  sleutelHash!: string;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => Gebruiker, { onDelete: 'CASCADE' })
  gebruikerId!: string;

  @Column({ type: 'text' })
  soort!: Uitnodigingsoort;

  /** Who made it; null when the command or the owner did. */
  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Gebruiker, { onDelete: 'SET NULL' })
  doorId!: string | null;

  @Column({ type: 'timestamptz' })
  aangemaaktOp!: Date;

  @Column({ type: 'timestamptz' })
  vervaltOp!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  gebruiktOp!: Date | null;

  /** A newer one took its place. */
  @Column({ type: 'timestamptz', nullable: true })
  vervangenOp!: Date | null;

  /** Made by a server that was not in production: there it opens nothing. */
  @Column({ type: 'boolean', default: false })
  demo!: boolean;
}
