import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Duobestand } from './duo.rules.js';

/** A file that could be read, of one day. */
export type Duolijst = Pick<Duobestand, 'scholen' | 'besturen'> & { naam: string; peildatum: string };

/** One school that a list changes; of `gewijzigd` and `heropend` what of it. */
export interface Duoregel {
  soort: 'nieuw' | 'gewijzigd' | 'heropend' | 'gesloten';
  /** Null for a new one. */
  id: string | null;
  vestigingscode: string;
  naam: string;
  plaats: string;
  velden: Record<string, { van: unknown; naar: unknown }>;
}

/** What reading the lists does, for people: how many of each, and the first of them. */
export interface Duovooruitzicht {
  bestanden: string[];
  peildatums: string[];
  gelijk: number;
  besturen: { nieuw: number; benoemd: number };
  aantallen: Record<Duoregel['soort'], number>;
  /** With the names of besturen where their ids stood. */
  eerste: Record<Duoregel['soort'], Omit<Duoregel, 'id'>[]>;
}

/** Lists of DUO that were uploaded, kept between the preview and the moment that somebody says: do it. */
@Entity()
export class Duolezing {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** Empty once they were read in. */
  @Column({ type: 'jsonb' })
  lijsten!: Duolijst[];

  @Column({ type: 'jsonb' })
  vooruitzicht!: Duovooruitzicht;

  /** Hash of everything that was going to happen. */
  @Column({ type: 'text' })
  kenmerk!: string;

  @Column({ type: 'timestamptz' })
  gelezenOp!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  uitgevoerdOp!: Date | null;
}
