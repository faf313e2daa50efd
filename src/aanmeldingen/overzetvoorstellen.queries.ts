import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CohortenQueries, vrijVan, type CohortBeeld } from '../cohorten/cohorten.queries.js';
import type { AanmeldingBeeld } from './aanmeldingen.queries.js';
import { kanVerhuizen } from './aanmeldingen.rules.js';

/** A cohort that somebody may move to, with its places as of now. */
export interface Keuze {
  voorstelId: string;
  cohort: CohortBeeld;
  /** Where they would come in the line; null when there is a place. */
  positie: number | null;
}

/** Where an aanmelding went on after it was moved. */
export interface Vervolg {
  token: string;
  opleiding: string;
  cohort: string;
}

/** Reads what the page of the deelnemer tells about moving. */
@Injectable()
export class OverzetvoorstellenQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cohorten: CohortenQueries,
  ) {}

  /** The choices that are still open, the soonest first; none for who cannot be moved any more. */
  async keuzes(a: AanmeldingBeeld): Promise<Keuze[]> {
    if (!kanVerhuizen(a, a.cohortstatus === 'geannuleerd')) return [];
    const rows = await this.dataSource.query<{ id: string; naar: string }[]>(
      `SELECT id, naar_cohort_id AS naar FROM overzetvoorstel WHERE aanmelding_id = $1 AND status = 'open'`,
      [a.id],
    );
    if (rows.length === 0) return [];
    const cohorten = await this.cohorten.zoek({ ids: rows.map(({ naar }) => naar), openbaar: false });
    return cohorten.map((cohort) => ({
      voorstelId: rows.find(({ naar }) => naar === cohort.id)!.id,
      cohort,
      positie: vrijVan(cohort) > 0 ? null : cohort.wachtend + 1,
    }));
  }

  /** The cohort of a choice, whatever became of it; undefined when this aanmelding never had it. */
  async cohortVan(aanmeldingId: string, voorstelId: string): Promise<string | undefined> {
    const [row] = await this.dataSource.query<{ naar: string }[]>(
      'SELECT naar_cohort_id AS naar FROM overzetvoorstel WHERE aanmelding_id = $1 AND id::text = $2',
      [aanmeldingId, voorstelId],
    );
    return row?.naar;
  }

  async vervolg(aanmeldingId: string): Promise<Vervolg | null> {
    const [row] = await this.dataSource.query<Vervolg[]>(
      `SELECT n.token, o.naam AS opleiding, c.naam AS cohort
         FROM auditregel r
         JOIN aanmelding n ON n.id = (r.gegevens->>'nieuw')::uuid AND n.id::text <> r.onderwerp_id
         JOIN cohort c ON c.id = n.cohort_id JOIN opleiding o ON o.id = c.opleiding_id
        WHERE r.onderwerp_soort = 'aanmelding' AND r.onderwerp_id = $1 AND r.code = 'aanmelding.overgezet'
        ORDER BY r.id DESC LIMIT 1`,
      [aanmeldingId],
    );
    return row ?? null;
  }
}
