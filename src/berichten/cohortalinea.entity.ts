import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Cohort } from '../cohorten/cohort.entity.js';

/** Words of the coördinator that go along in the mails of one cohort. */
@Entity()
@Check('cohortalinea_tekst_redelijk', `length(tekst) BETWEEN 1 AND 1000`)
export class Cohortalinea {
  @PrimaryColumn('uuid')
  @ForeignKey(() => Cohort, { onDelete: 'RESTRICT' })
  cohortId!: string;

  /** The soort of the mail, for example `aanmeldingen/geplaatst`; `alle` for every mail to a deelnemer. */
  @PrimaryColumn('text')
  soort!: string;

  /** As typed: line breaks count, anything else is plain text. */
  @Column({ type: 'text' })
  tekst!: string;

  @Column({ type: 'timestamptz' })
  gewijzigdOp!: Date;
}
