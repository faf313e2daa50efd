import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Gebruiker } from './gebruiker.entity.js';

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
