import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';

export const besluiten = ['wel', 'niet'] as const;
export type Besluit = (typeof besluiten)[number];

/** The coördinator decided about somebody in place of the rule. */
@Entity()
@Check('certificeringsoordeel_besluit_bekend', `besluit IN ('wel', 'niet')`)
@Check('certificeringsoordeel_leerjaar_redelijk', `leerjaar BETWEEN 1 AND 6`)
export class Certificeringsoordeel {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Aanmelding, { onDelete: 'RESTRICT' })
  aanmeldingId!: string;

  @PrimaryColumn('integer')
  leerjaar!: number;

  @Column({ type: 'text' })
  besluit!: Besluit;

  @Column({ type: 'text' })
  reden!: string;

  @Column({ type: 'timestamptz' })
  op!: Date;
}
