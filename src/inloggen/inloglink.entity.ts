import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Persoon } from '../toegang/persoon.entity.js';

/** A link by mail that logs a persoon in once. */
@Entity()
export class Inloglink {
  @PrimaryColumn({ type: 'text' })
  sleutelHash!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => Persoon, { onDelete: 'CASCADE' })
  persoonId!: string;

  @Column({ type: 'timestamptz' })
  aangemaaktOp!: Date;

  @Column({ type: 'timestamptz' })
  vervaltOp!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  gebruiktOp!: Date | null;

  /** Made by a server that was not in production: there it opens nothing. */
  @Column({ type: 'boolean', default: false })
  demo!: boolean;
}
