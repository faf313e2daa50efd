import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Gebruiker } from '../../toegang/gebruiker.entity.js';
import { Persoon } from '../../toegang/persoon.entity.js';
import { Uitnodiging } from '../../toegang/uitnodiging.entity.js';

/**
 * A browser that proved to be somebody at the provider whom we do not know here yet. The browser holds the key; the mail
 * to the address that was asked for holds the link. Only both together link, so that nobody has another's address linked
 * to an account of their own by letting them click.
 */
@Entity()
@Check('oidc_verzoek_link_van_een', `num_nonnulls(gebruiker_id, persoon_id) = num_nonnulls(link_hash)`)
export class OidcVerzoek {
  @PrimaryColumn({ type: 'text' })
  sleutelHash!: string;

  @Column({ type: 'text' })
  uitgever!: string;

  @Column({ type: 'text' })
  sub!: string;

  @Column({ type: 'text', nullable: true })
  brin!: string | null;

  /** What the provider says is the address: only to be filled in beforehand. */
  @Column({ type: 'text', nullable: true })
  email!: string | null;

  /** The provider asked for a second step. */
  @Column({ type: 'boolean' })
  mfa!: boolean;

  /** Where to go afterwards. */
  @Column({ type: 'text', nullable: true })
  terug!: string | null;

  @Index()
  @Column({ type: 'text', nullable: true })
  @ForeignKey(() => Uitnodiging, { onDelete: 'CASCADE' })
  uitnodigingHash!: string | null;

  /** Of the link that was mailed last. */
  @Column({ type: 'text', nullable: true, unique: true })
  linkHash!: string | null;

  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Gebruiker, { onDelete: 'CASCADE' })
  gebruikerId!: string | null;

  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Persoon, { onDelete: 'CASCADE' })
  persoonId!: string | null;

  @Column({ type: 'timestamptz' })
  aangemaaktOp!: Date;

  @Index()
  @Column({ type: 'timestamptz' })
  vervaltOp!: Date;

  /** Made by a server that was not in production: there it opens nothing. */
  @Column({ type: 'boolean', default: false })
  demo!: boolean;
}
