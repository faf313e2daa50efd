import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** The schedule, the command `npm run taak`, or somebody at `/beheer/planner`. */
export const aanleidingen = ['planner', 'opdracht', 'beheer'] as const;
export type Aanleiding = (typeof aanleidingen)[number];

/** One execution of a scheduled task. */
@Entity()
@Index(['taak', 'begonnenOp'])
@Index(['taak', 'geeindigdOp'])
@Check('taak_run_resultaat_bekend', `resultaat IN ('gelukt', 'mislukt')`)
@Check('taak_run_door_bekend', `door IN ('planner', 'opdracht', 'beheer')`)
export class TaakRun {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id!: string;

  @Column({ type: 'text' })
  taak!: string;

  @Column({ type: 'text', default: 'planner' })
  door!: Aanleiding;

  /** The moment as of which it ran, when that was not the present one; such a run is no turn of the schedule. */
  @Column({ type: 'timestamptz', nullable: true })
  nu!: Date | null;

  /** 0 for the process that had the turn; one that helped it along has a number, and is no turn by itself. */
  @Column({ type: 'integer', default: 0 })
  hulp!: number;

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
