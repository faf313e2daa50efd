import { Check, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { IN_SECTOREN, type Sector } from './standen.js';

@Entity()
@Check('bestuur_nummer_vorm', `nummer ~ '^[0-9]{5}$'`)
@Check('bestuur_sector_bekend', `sector ${IN_SECTOREN}`)
@Check('bestuur_herkenbaar', `nummer IS NOT NULL OR naam IS NOT NULL`)
export class Bestuur {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** DUO board number: five digits, as text. */
  @Column({ type: 'text', nullable: true, unique: true })
  nummer!: string | null;

  @Column({ type: 'text', nullable: true, unique: true })
  code!: string | null;

  @Column({ type: 'text', nullable: true })
  naam!: string | null;

  @Column({ type: 'text', array: true, default: [] })
  aliassen!: string[];

  /** Null as long as nobody said. */
  @Column({ type: 'text', nullable: true })
  sector!: Sector | null;

  /** From this day it is no more; what was done with it stays. */
  @Column({ type: 'date', nullable: true })
  geslotenOp!: string | null;

  /** Role mailbox of the board. */
  @Column({ type: 'text', nullable: true })
  email!: string | null;

  /** The board gives its akkoord before one of its people gets a certain place. */
  @Column({ type: 'boolean', default: false })
  vraagtAkkoord!: boolean;

  /** Invented for the demo. */
  @Column({ type: 'boolean', default: false })
  voorbeeld!: boolean;
}
