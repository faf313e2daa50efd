import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Gebruiker } from './gebruiker.entity.js';

/** `herstel` also takes the second step away, for who lost it. */
export const uitnodigingsoorten = ['uitnodiging', 'wachtwoord', 'herstel'] as const;
export type Uitnodigingsoort = (typeof uitnodigingsoorten)[number];

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
