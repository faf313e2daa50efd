import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { decimal } from '../../platform/database/data-source.js';

/** The values that one leerjaar of an opleiding counts for; null where it was not said apart from the whole. */
@Entity()
@Check('opleiding_leerjaar_redelijk', `leerjaar BETWEEN 1 AND 6`)
@Check(
  'opleiding_leerjaar_getallen',
  `aanwezigheidsnorm_pct BETWEEN 0 AND 100
   AND studielast_uren >= 0 AND contacturen >= 0 AND ects >= 0 AND herregistratiepunten >= 0`,
)
export class OpleidingLeerjaar {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Opleiding, { onDelete: 'RESTRICT' })
  opleidingId!: string;

  @PrimaryColumn('integer')
  leerjaar!: number;

  /** Share of the bijeenkomsten of this leerjaar, in percent; null takes that of the opleiding. */
  @Column({ type: 'integer', nullable: true })
  aanwezigheidsnormPct!: number | null;

  @Column({ type: 'integer', nullable: true })
  studielastUren!: number | null;

  @Column({ type: 'integer', nullable: true })
  contacturen!: number | null;

  @Column({ type: 'numeric', precision: 4, scale: 1, nullable: true, transformer: decimal })
  ects!: number | null;

  /** Decided by the register and typed in. */
  @Column({ type: 'integer', nullable: true })
  herregistratiepunten!: number | null;
}

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
