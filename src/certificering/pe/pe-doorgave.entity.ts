import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { PeOverdracht } from './pe-overdracht.entity.js';

/** One deelnemer that went along in a hand-over; by aanmelding, so that a corrected certificaat is not handed over twice. */
@Entity()
export class PeDoorgave {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Aanmelding, { onDelete: 'RESTRICT' })
  aanmeldingId!: string;

  @Index()
  @Column({ type: 'uuid' })
  @ForeignKey(() => PeOverdracht, { onDelete: 'RESTRICT' })
  peOverdrachtId!: string;

  /** As it was handed over. */
  @Column({ type: 'text' })
  registernummer!: string;
}
