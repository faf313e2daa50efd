import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Generated,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { Uitreiking } from '../uitreiken/uitreiking.entity.js';

/** The text of a certificaat as it was issued; null for what does not apply or is not known. */
export interface Certificaatgegevens {
  naam: string;
  /** The official name. */
  opleiding: string;
  opleidingCode: string;
  cohort: string;
  leerjaar: number;
  leerjaren: number;
  /** First and last day of the leerjaar, `YYYY-MM-DD`. */
  periode: { van: string; tot: string };
  niveau: string | null;
  /** Of this leerjaar, in hours. */
  studielastUren: number | null;
  contacturen: number | null;
  /** Hours of the bijeenkomsten that this person attended. */
  bijgewoondeUren: number | null;
  ects: number | null;
  herregistratiepunten: number | null;
  aanbieders: string[];
  /** `YYYY-MM-DD` of the ceremony. */
  datum: string;
  plaats: string | null;
}

/** Stands where the name stood, when its time in the register is over. */
export const GEWISTE_NAAM = 'Gewist';

/** A numbered document for one deelnemer and one leerjaar. It is never changed: it is withdrawn, or replaced by another. */
@Entity()
@Unique('certificaat_jaar_volgnummer_key', ['jaar', 'volgnummer'])
@Index('certificaat_een_geldig', ['aanmeldingId', 'leerjaar'], {
  unique: true,
  where: 'ingetrokken_op IS NULL AND vervangen_op IS NULL',
})
@Index('certificaat_ongeldig_idx', ['statusindex'], {
  where: 'ingetrokken_op IS NOT NULL OR vervangen_op IS NOT NULL',
})
@Check('certificaat_intrekking_met_reden', `(ingetrokken_op IS NULL) = (intrekkingsreden IS NULL)`)
export class Certificaat {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'integer' })
  jaar!: number;

  @Column({ type: 'integer' })
  volgnummer!: number;

  /** `ULA-2026-0047`: year and number, without gaps. */
  @Column({ type: 'text', unique: true })
  nummer!: string;

  /** Stands beside the number on the document; cannot be guessed. */
  @Column({ type: 'text', unique: true })
  controlecode!: string;

  /** Its place in the status list of the badges. */
  @Column({ type: 'integer', unique: true })
  @Generated('increment')
  statusindex!: number;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => Uitreiking, { onDelete: 'RESTRICT' })
  uitreikingId!: string;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => Aanmelding, { onDelete: 'RESTRICT' })
  aanmeldingId!: string;

  @Column({ type: 'integer' })
  leerjaar!: number;

  /** 1, and one more for each correction. */
  @Column({ type: 'integer', default: 1 })
  versie!: number;

  /** The one that this one corrects. */
  @Column({ type: 'uuid', nullable: true, unique: true })
  @ForeignKey(() => Certificaat, { onDelete: 'RESTRICT' })
  vervangtId!: string | null;

  /** Since when another one stands in its place. */
  @Column({ type: 'timestamptz', nullable: true })
  vervangenOp!: Date | null;

  @Column({ type: 'jsonb' })
  gegevens!: Certificaatgegevens;

  @Column({ type: 'timestamptz' })
  uitgereiktOp!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  ingetrokkenOp!: Date | null;

  @Column({ type: 'text', nullable: true })
  intrekkingsreden!: string | null;

  /** Since when the holder allows the name on the public page of the certificaat. */
  @Column({ type: 'timestamptz', nullable: true })
  naamOpenbaarOp!: Date | null;
}

/** The last number that a year has given out. Its row is the lock on the next one. */
@Entity()
export class Certificaatteller {
  @PrimaryColumn('integer')
  jaar!: number;

  @Column({ type: 'integer' })
  laatste!: number;
}
