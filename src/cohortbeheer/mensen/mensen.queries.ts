import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AanmeldingenQueries, type AanmeldingBeeld } from '../../aanmeldingen/aanmeldingen.queries.js';
import { Clock } from '../../platform/clock/clock.js';
import { likeWords } from '../../platform/text/fold.js';
import { IN_ZEKER } from '../../aanmeldingen/standen.js';

export const groepen = ['geplaatst', 'voorlopig', 'wachtlijst', 'beeindigd'] as const;
export type Mensengroep = (typeof groepen)[number];

export interface Mensenvraag {
  /** Parts of a name, address or school. */
  zoek?: string;
  groep?: Mensengroep;
  /** From 1. */
  pagina?: number;
}

export interface Mensenlijst {
  aanmeldingen: AanmeldingBeeld[];
  /** Found in all pages, per group. */
  tellingen: Record<Mensengroep, number>;
  totaal: number;
}

/** More than this on one screen nobody looks through. */
export const PER_PAGINA = 200;

/** $1 cohort, $2 now, $3 patterns. A hold past its end counts as ended. */
const GEVONDEN = `
  gevonden AS (
    SELECT a.id, a.plaatsnummer, a.wachtlijst_rang, a.status_sinds,
           CASE WHEN a.status = 'voorlopig' AND a.vervalt_op > $2 THEN 'voorlopig'
                WHEN a.status ${IN_ZEKER} THEN 'geplaatst'
                WHEN a.status = 'wachtlijst' THEN 'wachtlijst' ELSE 'beeindigd' END AS groep
      FROM aanmelding a JOIN persoon p ON p.id = a.persoon_id LEFT JOIN school s ON s.id = a.school_id
     WHERE a.cohort_id = $1 AND (cardinality($3::text[]) = 0 OR
           vouw(concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam, p.email, s.naam)) LIKE ALL($3::text[])))`;

/** The people of one cohort as the coördinator looks through them. */
@Injectable()
export class MensenQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly aanmeldingen: AanmeldingenQueries,
  ) {}

  async lijst(cohortId: string, { zoek, groep, pagina = 1 }: Mensenvraag): Promise<Mensenlijst> {
    const parameters = [cohortId, this.clock.now(), likeWords(zoek)];
    const tellingen = await this.tellingen(parameters);
    const ids = await this.dataSource.query<{ id: string }[]>(
      `WITH ${GEVONDEN} SELECT id FROM gevonden WHERE $4::text IS NULL OR groep = $4
        ORDER BY array_position(ARRAY['geplaatst', 'voorlopig', 'wachtlijst', 'beeindigd'], groep),
                 plaatsnummer, wachtlijst_rang, status_sinds DESC, id
       OFFSET $5 LIMIT $6`,
      [...parameters, groep ?? null, (pagina - 1) * PER_PAGINA, PER_PAGINA],
    );
    const totaal = groep ? tellingen[groep] : Object.values(tellingen).reduce((som, n) => som + n, 0);
    return { aanmeldingen: await this.aanmeldingen.metIds(ids.map(({ id }) => id)), tellingen, totaal };
  }

  private async tellingen(parameters: unknown[]): Promise<Record<Mensengroep, number>> {
    const rows = await this.dataSource.query<{ groep: Mensengroep; n: number }[]>(
      `WITH ${GEVONDEN} SELECT groep, count(*)::integer AS n FROM gevonden GROUP BY groep`,
      parameters,
    );
    const nul = { geplaatst: 0, voorlopig: 0, wachtlijst: 0, beeindigd: 0 };
    return { ...nul, ...Object.fromEntries(rows.map(({ groep, n }) => [groep, n])) };
  }
}
