import { Column, Entity, ForeignKey, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Opleiding } from './opleiding.entity.js';

/** What an opleiding said until it was changed; who enrolled then reads it as long as it was published. */
@Entity()
@Unique('opleiding_versie_opleiding_id_nummer_key', ['opleidingId', 'nummer'])
export class OpleidingVersie {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => Opleiding, { onDelete: 'RESTRICT' })
  opleidingId!: string;

  /** The `versie` that the opleiding had then. */
  @Column({ type: 'integer' })
  nummer!: number;

  @Column({ type: 'timestamptz' })
  geldigTot!: Date;

  /** Every column of the opleiding as it was. */
  @Column({ type: 'jsonb' })
  gegevens!: Omit<Opleiding, 'id'>;
}
