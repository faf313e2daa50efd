import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';

/** Something that must be completed for the certificaat of a leerjaar besides coming, such as an eindopdracht. */
@Entity()
@Index('onderdeel_een_naam', ['opleidingId', 'leerjaar', 'naam'], {
  unique: true,
  where: 'vervallen_op IS NULL',
})
@Check('onderdeel_leerjaar_redelijk', `leerjaar BETWEEN 1 AND 6`)
export class Onderdeel {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => Opleiding, { onDelete: 'RESTRICT' })
  opleidingId!: string;

  @Column({ type: 'integer' })
  leerjaar!: number;

  @Column({ type: 'text' })
  naam!: string;

  /** Since when it is no longer asked; who completed it keeps that. */
  @Column({ type: 'timestamptz', nullable: true })
  vervallenOp!: Date | null;
}

@Entity()
export class OnderdeelVoltooid {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Onderdeel, { onDelete: 'RESTRICT' })
  onderdeelId!: string;

  @Index()
  @PrimaryColumn('uuid')
  @ForeignKey(() => Aanmelding, { onDelete: 'RESTRICT' })
  aanmeldingId!: string;

  /** The day on which it was recorded, `YYYY-MM-DD`. */
  @Column({ type: 'date' })
  op!: string;
}
