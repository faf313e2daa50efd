import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Gebruiker } from './gebruiker.entity.js';
import { Persoon } from './persoon.entity.js';

/** A browser that is logged in. The cookie holds the key, this row only its hash. */
@Entity()
@Check('sessie_van_een', `num_nonnulls(gebruiker_id, persoon_id) = 1`)
export class Sessie {
  @PrimaryColumn({ type: 'text' })
  sleutelHash!: string;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Gebruiker, { onDelete: 'CASCADE' })
  gebruikerId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Persoon, { onDelete: 'CASCADE' })
  persoonId!: string | null;

  @Column({ type: 'timestamptz' })
  aangemaaktOp!: Date;

  @Index()
  @Column({ type: 'timestamptz' })
  vervaltOp!: Date;

  /** The browser's own description, so that its owner can recognise it. */
  @Column({ type: 'text', nullable: true })
  apparaat!: string | null;

  /** Made by a server that was not in production: there it opens nothing. */
  @Column({ type: 'boolean', default: false })
  demo!: boolean;
}
