import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Wijzigingen } from '../../audit/auditcodes.rules.js';

/** The lists of a catalogue file, in its order. */
export const cataloguslijsten = ['besturen', 'scholen', 'vakanties', 'opleidingen', 'cohorten'] as const;
export type Cataloguslijst = (typeof cataloguslijsten)[number];

/** One record that a file adds or changes. */
export interface Catalogusregel {
  soort: 'nieuw' | 'gewijzigd';
  /** By which the file knows it. */
  sleutel: string;
  naam: string;
  velden: Wijzigingen;
}

/** What reading the file does, for people: of each list how many, and the first of them. */
export type Catalogusvooruitzicht = Record<
  Cataloguslijst,
  { nieuw: number; gewijzigd: number; eerste: Catalogusregel[] }
>;

/** A catalogue file that was uploaded, kept between the preview and the moment that somebody says: do it. */
@Entity()
export class Cataloguslezing {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** Name of the file. */
  @Column({ type: 'text' })
  bestand!: string;

  /** Empty once it was read in. */
  @Column({ type: 'text' })
  tekst!: string;

  @Column({ type: 'jsonb' })
  vooruitzicht!: Catalogusvooruitzicht;

  /** Hash of everything that was going to happen. */
  @Column({ type: 'text' })
  kenmerk!: string;

  @Column({ type: 'timestamptz' })
  gelezenOp!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  uitgevoerdOp!: Date | null;
}
