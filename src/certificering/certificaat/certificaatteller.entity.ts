import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The last number that a year has given out. Its row is the lock on the next one. */
@Entity()
export class Certificaatteller {
  @PrimaryColumn('integer')
  jaar!: number;

  @Column({ type: 'integer' })
  laatste!: number;
}
