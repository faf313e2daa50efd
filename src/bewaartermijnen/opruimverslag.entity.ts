import { Column, Entity, ForeignKey, PrimaryGeneratedColumn } from 'typeorm';
import { Gebruiker } from '../toegang/gebruiker.entity.js';

/** How much of one kind was erased, and of which cohorten (by id) or years. */
export interface Opruimregel {
  code: string;
  aantal: number;
  waar: Record<string, number>;
}

/** What one run of retention erased: numbers only, so that it can stay when the data is gone. */
@Entity()
export class Opruimverslag {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id!: string;

  @Column({ type: 'timestamptz' })
  begonnenOp!: Date;

  /** Null while it is under way, and for ever when the process died of it. */
  @Column({ type: 'timestamptz', nullable: true })
  geeindigdOp!: Date | null;

  /** The moment as of which it ran, when that was not the present one. */
  @Column({ type: 'timestamptz', nullable: true })
  nu!: Date | null;

  /** As the planner calls what made it run. */
  @Column({ type: 'text' })
  aanleiding!: string;

  /** Who made it run by hand. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Gebruiker, { onDelete: 'SET NULL' })
  gebruikerId!: string | null;

  @Column({ type: 'boolean', default: false })
  afgebroken!: boolean;

  @Column({ type: 'integer', default: 0 })
  totaal!: number;

  @Column({ type: 'jsonb', default: [] })
  regels!: Opruimregel[];
}
