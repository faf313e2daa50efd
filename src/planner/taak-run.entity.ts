import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One execution of a scheduled task. */
@Entity()
@Index(['taak', 'begonnenOp'])
@Check('taak_run_resultaat_bekend', `resultaat IN ('gelukt', 'mislukt')`)
export class TaakRun {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id!: string;

  @Column({ type: 'text' })
  taak!: string;

  @Column({ type: 'timestamptz' })
  begonnenOp!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  geeindigdOp!: Date | null;

  @Column({ type: 'text', nullable: true })
  resultaat!: 'gelukt' | 'mislukt' | null;

  @Column({ type: 'integer', nullable: true })
  aantal!: number | null;

  @Column({ type: 'text', nullable: true })
  fout!: string | null;
}
