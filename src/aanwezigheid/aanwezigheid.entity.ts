import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';

export const aanwezigheidsstanden = ['aanwezig', 'afwezig', 'afgemeld'] as const;
/** `afgemeld`: did not come, and said so before. */
export type Aanwezigheidsstand = (typeof aanwezigheidsstanden)[number];

/** Whether somebody came to a bijeenkomst; of the own cohort, or of another one to make up for a missed one. */
@Entity()
@Unique('aanwezigheid_aanmelding_id_haalt_in_id_key', ['aanmeldingId', 'haaltInId'])
@Check('aanwezigheid_stand_bekend', `stand IN ('aanwezig', 'afwezig', 'afgemeld')`)
@Check('aanwezigheid_inhalen_is_komen', `haalt_in_id IS NULL OR stand = 'aanwezig'`)
export class Aanwezigheid {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Bijeenkomst, { onDelete: 'RESTRICT' })
  bijeenkomstId!: string;

  @Index()
  @PrimaryColumn('uuid')
  @ForeignKey(() => Aanmelding, { onDelete: 'RESTRICT' })
  aanmeldingId!: string;

  @Column({ type: 'text' })
  stand!: Aanwezigheidsstand;

  /** The bijeenkomst of the own cohort that this one makes up for. */
  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Bijeenkomst, { onDelete: 'RESTRICT' })
  haaltInId!: string | null;

  @Column({ type: 'timestamptz' })
  op!: Date;
}
