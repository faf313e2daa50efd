import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { certificaatOnbekend } from '../certificering.errors.js';
import type { Certificaatgegevens } from './certificaat.entity.js';
import { alsNummer, type Certificaatstand } from './certificaten.rules.js';

/** A certificaat with where it belongs. */
export interface Certificaatbeeld {
  id: string;
  nummer: string;
  controlecode: string;
  statusindex: number;
  stand: Certificaatstand;
  versie: number;
  leerjaar: number;
  gegevens: Certificaatgegevens;
  uitgereiktOp: Date;
  ingetrokkenOp: Date | null;
  intrekkingsreden: string | null;
  vervangenOp: Date | null;
  naamOpenbaarOp: Date | null;
  aanmeldingId: string;
  /** The holder, also when two records turned out to be one person. */
  persoonId: string;
  cohortId: string;
  opleidingId: string;
  bestuurId: string | null;
  /** Number of the one that this one came after, by correction or because that one had been withdrawn. */
  vervangt: string | null;
  /** Number of the one that came after this one. */
  vervangenDoor: string | null;
}

const SELECT = `
  SELECT t.id, t.nummer, t.controlecode, t.statusindex, t.versie, t.leerjaar, t.gegevens,
         CASE WHEN t.ingetrokken_op IS NOT NULL THEN 'ingetrokken'
              WHEN t.vervangen_op IS NOT NULL THEN 'vervangen' ELSE 'geldig' END AS stand,
         t.uitgereikt_op AS "uitgereiktOp", t.ingetrokken_op AS "ingetrokkenOp", t.intrekkingsreden,
         t.vervangen_op AS "vervangenOp", t.naam_openbaar_op AS "naamOpenbaarOp",
         t.aanmelding_id AS "aanmeldingId", a.persoon_id AS "persoonId", a.cohort_id AS "cohortId",
         c.opleiding_id AS "opleidingId", a.bestuur_id AS "bestuurId", v.nummer AS vervangt, d.nummer AS "vervangenDoor"
    FROM certificaat t
    JOIN aanmelding a ON a.id = t.aanmelding_id
    JOIN cohort c ON c.id = a.cohort_id
    LEFT JOIN certificaat v ON v.id = t.vervangt_id
    LEFT JOIN certificaat d ON d.vervangt_id = t.id`;

/** Reads certificaten. */
@Injectable()
export class CertificatenQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** @param nummer as typed. @throws DomainError `certificaat-onbekend` */
  async vind(nummer: string, m = this.dataSource.manager): Promise<Certificaatbeeld> {
    const [beeld] = await m.query<Certificaatbeeld[]>(`${SELECT} WHERE t.nummer = $1`, [alsNummer(nummer)]);
    if (!beeld) throw certificaatOnbekend();
    return beeld;
  }

  /** In order of their numbers; without `leerjaar` of all. Those that were withdrawn or replaced too. */
  vanCohort(cohortId: string, leerjaar?: number, m = this.dataSource.manager): Promise<Certificaatbeeld[]> {
    return m.query(
      `${SELECT} WHERE a.cohort_id = $1 AND ($2::integer IS NULL OR t.leerjaar = $2) ORDER BY t.jaar, t.volgnummer`,
      [cohortId, leerjaar ?? null],
    );
  }

  /** All of a cohort. @throws DomainError `cohort-onbekend` */
  async lijst(cohortId: string): Promise<Certificaatbeeld[]> {
    if (!(await this.dataSource.manager.existsBy(Cohort, { id: cohortId }))) throw cohortOnbekend();
    return this.vanCohort(cohortId);
  }

  /** Of a holder, the newest first. Those that were withdrawn or replaced too. */
  vanPersoon(persoonId: string): Promise<Certificaatbeeld[]> {
    return this.dataSource.manager.query(
      `${SELECT} WHERE a.persoon_id = $1 ORDER BY t.gegevens->>'datum' DESC, t.jaar DESC, t.volgnummer DESC`,
      [persoonId],
    );
  }

  /** All of one aanmelding and leerjaar: the history of one certificaat, oldest first. */
  vanAanmelding(aanmeldingId: string, leerjaar: number): Promise<Certificaatbeeld[]> {
    return this.dataSource.manager.query(
      `${SELECT} WHERE t.aanmelding_id = $1 AND t.leerjaar = $2 ORDER BY t.uitgereikt_op, t.jaar, t.volgnummer`,
      [aanmeldingId, leerjaar],
    );
  }
}
