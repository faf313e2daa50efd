import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What people typed as where they work, and what was found to be no school of the list: it is not asked again. */
@Entity()
export class AndereOrganisatie {
  /** The name as `vouw` makes it. */
  @PrimaryColumn({ type: 'text' })
  sleutel!: string;

  @Column({ type: 'text' })
  naam!: string;

  @Column({ type: 'timestamptz' })
  beoordeeldOp!: Date;
}
