import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A school holiday of one region, first and last day included. */
@Entity()
@Unique('schoolvakantie_regio_van_key', ['regio', 'van'])
@Check('schoolvakantie_volgorde', `tot_en_met >= van`)
export class Schoolvakantie {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'text' })
  regio!: string;

  @Column({ type: 'text' })
  naam!: string;

  @Column({ type: 'date' })
  van!: string;

  @Column({ type: 'date' })
  totEnMet!: string;
}
