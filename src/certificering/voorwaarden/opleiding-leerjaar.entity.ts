import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
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
