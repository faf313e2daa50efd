import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { Gebruiker } from './gebruiker.entity.js';
import { Persoon } from './persoon.entity.js';
import type { Rol } from './gebruiker-rol.entity.js';

/** The password was right; `factor`: the second step is asked for, `instellen`: there is none yet and there must be. */
export type Stap = 'factor' | 'instellen';

/** A browser that is logged in. The cookie holds the key, this row only its hash. */
@Entity()
@Check('sessie_van_iemand', `num_nonnulls(gebruiker_id, persoon_id) >= 1`)
@Check('sessie_stap_bekend', `stap IN ('factor', 'instellen')`)
@Check('sessie_uitdaging_heel', `(uitdaging IS NULL) = (uitdaging_tot IS NULL)`)
export class Sessie {
  @PrimaryColumn({ type: 'text' })
  sleutelHash!: string;

  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Gebruiker, { onDelete: 'CASCADE' })
  gebruikerId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Persoon, { onDelete: 'CASCADE' })
  persoonId!: string | null;

  /** In which of their roles a gebruiker acts, and for which bestuur; with `persoonId` they act as deelnemer. */
  @Column({ type: 'text', nullable: true })
  rol!: Rol | null;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Bestuur, { onDelete: 'CASCADE' })
  bestuurId!: string | null;

  /** What is still to be done before this session opens anything. */
  @Column({ type: 'text', nullable: true })
  stap!: Stap | null;

  /** The secret that its owner is scanning into an app with codes, and that is nobody's yet; encrypted, see kluis.ts. */
  @Column({ type: 'text', nullable: true })
  totpVoorstel!: string | null;

  /** What a passkey must sign next, once and not after `uitdagingTot`; base64url. */
  @Column({ type: 'text', nullable: true })
  uitdaging!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  uitdagingTot!: Date | null;

  /** Of a gebruiker, to within minutes. */
  @Column({ type: 'timestamptz', nullable: true })
  laatstGezienOp!: Date | null;

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
