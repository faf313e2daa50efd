import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Certificaat } from '../certificaat/certificaat.entity.js';

/** The public half of an RSA key, as it is published. */
export interface PubliekeSleutel {
  kty: 'RSA';
  n: string;
  e: string;
}

/** Signs badges and the status list. One is active; those before it stay, so that what they signed can be checked. */
@Entity()
@Index('badgesleutel_een_actief', ['actief'], { unique: true, where: 'actief' })
@Check('badgesleutel_vervangen_of_actief', `actief = (vervangen_op IS NULL)`)
export class Badgesleutel {
  /** Thumbprint of the public half (RFC 7638). */
  @PrimaryColumn('text')
  kid!: string;

  @Column({ type: 'jsonb' })
  publiek!: PubliekeSleutel;

  /** The private half, encrypted with SESSION_SECRET; see kluis.ts. */
  @Column({ type: 'text' })
  geheim!: string;

  @Column({ type: 'boolean' })
  actief!: boolean;

  @Column({ type: 'timestamptz' })
  sinds!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  vervangenOp!: Date | null;
}

/** The badge of a certificaat as it was signed, the same for ever: whatever becomes of the key or of the opleiding. */
@Entity()
export class Badge {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Certificaat, { onDelete: 'CASCADE' })
  certificaatId!: string;

  @Index()
  @Column({ type: 'text' })
  @ForeignKey(() => Badgesleutel, { onDelete: 'RESTRICT' })
  kid!: string;

  /** Compact JWS. */
  @Column({ type: 'text' })
  jwt!: string;

  @Column({ type: 'timestamptz' })
  ondertekendOp!: Date;
}
