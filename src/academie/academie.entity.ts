import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** What the academie is called and where people ask: one row, or none as long as nobody said. */
@Entity()
@Check('academie_een_rij', 'enig')
export class Academie {
  @PrimaryColumn({ type: 'boolean', default: true })
  enig!: true;

  @Column({ type: 'text' })
  naam!: string;

  @Column({ type: 'text', nullable: true })
  contactadres!: string | null;
}
