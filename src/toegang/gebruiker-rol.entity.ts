import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { School } from '../besturen/school.entity.js';
import { Gebruiker } from './gebruiker.entity.js';

/** The roles of people who work with the academie. A deelnemer needs none: whoever has an aanmelding is one. */
export const rollen = [
  'coordinator',
  'bestuur',
  'trainer',
  'schoolleider',
  'programmamanager',
  'beheer',
  'privacy',
] as const;
export type Rol = (typeof rollen)[number];

/** A role that somebody has from one day to another: one row for each bestuur and school. */
@Entity()
@Unique('gebruiker_rol_een_keer', ['gebruikerId', 'rol', 'bestuurId', 'schoolId', 'waarneemtVoorId'])
@Check(
  'gebruiker_rol_bekend',
  `rol IN ('coordinator', 'bestuur', 'trainer', 'schoolleider', 'programmamanager', 'beheer', 'privacy')`,
)
@Check('gebruiker_rol_bestuur_bij_rol', `(rol = 'bestuur') = (bestuur_id IS NOT NULL)`)
@Check('gebruiker_rol_school_bij_rol', `(rol = 'schoolleider') = (school_id IS NOT NULL)`)
@Check('gebruiker_rol_eindigt_na_begin', `eindigt_op >= begint_op`)
export class GebruikerRol {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey(() => Gebruiker, { onDelete: 'CASCADE' })
  gebruikerId!: string;

  @Column({ type: 'text' })
  rol!: Rol;

  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Bestuur, { onDelete: 'RESTRICT' })
  bestuurId!: string | null;

  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => School, { onDelete: 'RESTRICT' })
  schoolId!: string | null;

  @Column({ type: 'date' })
  begintOp!: string;

  /** The last day; null is for as long as it lasts. */
  @Column({ type: 'date', nullable: true })
  eindigtOp!: string | null;

  /** Whose deputy this makes somebody. */
  @Index()
  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Gebruiker, { onDelete: 'CASCADE' })
  waarneemtVoorId!: string | null;
}

const woorden: Record<Rol, string> = {
  coordinator: 'coördinator',
  bestuur: 'bestuur',
  trainer: 'trainer',
  schoolleider: 'schoolleider',
  programmamanager: 'programmamanager',
  beheer: 'beheer',
  privacy: 'privacy',
};

export const rolInWoorden = (rol: Rol): string => woorden[rol];

/** Outside the demo these cannot work without a second step at the log-in. */
export const metTweedeStap: readonly Rol[] = ['coordinator', 'beheer', 'privacy'];

/** "coördinator", "bestuur SPO Utrecht" */
export const hoedInWoorden = ({ rol, bestuur }: { rol: Rol; bestuur: string | null }): string =>
  bestuur ? `${rolInWoorden(rol)} ${bestuur}` : rolInWoorden(rol);
