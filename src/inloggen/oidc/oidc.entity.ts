import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Gebruiker, Uitnodiging } from '../../toegang/gebruiker.entity.js';
import { Persoon } from '../../toegang/persoon.entity.js';

/** Who somebody is at a provider of OpenID Connect. A mail address tells nothing here: it may pass to somebody else. */
@Entity()
@Check('oidc_koppeling_van_een', `num_nonnulls(gebruiker_id, persoon_id) = 1`)
@Check('oidc_koppeling_brin', `brin ~ '^[0-9]{2}[A-Z]{2}([0-9]{2})?$'`)
@Unique('oidc_koppeling_een_per_gebruiker', ['gebruikerId', 'uitgever'])
@Unique('oidc_koppeling_een_per_persoon', ['persoonId', 'uitgever'])
export class OidcKoppeling {
  /** The issuer, as it names itself. */
  @PrimaryColumn({ type: 'text' })
  uitgever!: string;

  /** How the issuer names somebody; it never gives it to another. */
  @PrimaryColumn({ type: 'text' })
  sub!: string;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Gebruiker, { onDelete: 'CASCADE' })
  gebruikerId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Persoon, { onDelete: 'CASCADE' })
  persoonId!: string | null;

  /** Where somebody worked at the last log-in: BRIN of an instelling (4 signs) or a vestiging (6). */
  @Column({ type: 'text', nullable: true })
  brin!: string | null;

  @Column({ type: 'timestamptz' })
  gekoppeldOp!: Date;

  @Column({ type: 'timestamptz' })
  laatstGebruiktOp!: Date;

  /** Made by a server that was not in production: there it opens nothing. */
  @Column({ type: 'boolean', default: false })
  demo!: boolean;
}

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
