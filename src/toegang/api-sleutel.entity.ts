import { Column, Entity, ForeignKey, PrimaryGeneratedColumn } from 'typeorm';
import { Bestuur } from '../besturen/bestuur.entity.js';

/** A key with which another system uses the API. Shown once, stored as a hash. */
@Entity()
export class ApiSleutel {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'text' })
  naam!: string;

  @Column({ type: 'text', unique: true })
  sleutelHash!: string;

  /** Null for a key of the academie itself. */
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Bestuur, { onDelete: 'RESTRICT' })
  bestuurId!: string | null;

  @Column({ type: 'text', array: true, default: [] })
  bevoegdheden!: string[];

  @Column({ type: 'timestamptz' })
  aangemaaktOp!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  ingetrokkenOp!: Date | null;

  /** Made by a server that was not in production: there it opens nothing. */
  @Column({ type: 'boolean', default: false })
  demo!: boolean;
}
