import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Gebruiker } from './gebruiker.entity.js';

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
