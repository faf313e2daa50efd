import { Check, Column, Entity, ForeignKey, PrimaryGeneratedColumn } from 'typeorm';
import { Bestuur } from '../besturen/bestuur.entity.js';

export const rollen = ['coordinator', 'bestuur', 'trainer', 'programmamanager', 'beheer'] as const;
export type Rol = (typeof rollen)[number];

/** A human who can log in with a password. */
@Entity()
@Check('gebruiker_email_norm_klopt', `email_norm = lower(btrim(email))`)
@Check('gebruiker_rol_bekend', `rol IN ('coordinator', 'bestuur', 'trainer', 'programmamanager', 'beheer')`)
@Check('gebruiker_bestuur_bij_rol', `(rol = 'bestuur') = (bestuur_id IS NOT NULL)`)
export class Gebruiker {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @Column({ type: 'text' })
  naam!: string;

  @Column({ type: 'text' })
  email!: string;

  @Column({ type: 'text', unique: true })
  emailNorm!: string;

  @Column({ type: 'text' })
  rol!: Rol;

  @Column({ type: 'uuid', nullable: true })
  @ForeignKey(() => Bestuur, { onDelete: 'RESTRICT' })
  bestuurId!: string | null;

  /** argon2id, in PHC string form. */
  @Column({ type: 'text', nullable: true })
  wachtwoordHash!: string | null;

  /** Belongs to the demo data; production refuses its log-in. */
  @Column({ type: 'boolean', default: false })
  demo!: boolean;

  @Column({ type: 'timestamptz', nullable: true })
  uitgeschakeldOp!: Date | null;
}
