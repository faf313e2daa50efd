import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';

/** Somebody who finished here was invited to the opleiding that follows on it; once, ever. */
@Entity()
export class Vervolguitnodiging {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Aanmelding, { onDelete: 'RESTRICT' })
  aanmeldingId!: string;

  @PrimaryColumn('uuid')
  @ForeignKey(() => Opleiding, { onDelete: 'RESTRICT' })
  opleidingId!: string;

  @Column({ type: 'timestamptz' })
  op!: Date;
}
