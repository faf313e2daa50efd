import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { IN_ZEKER } from '../../aanmeldingen/standen.js';
import { AanwezigheidQueries } from '../../aanwezigheid/aanwezigheid.queries.js';
import { Bijeenkomst } from '../../cohorten/bijeenkomst.entity.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { Clock } from '../../platform/clock/clock.js';
import { leerjaarOnbekend } from '../certificering.errors.js';
import { Uitreiking } from '../uitreiken/uitreiking.entity.js';
import {
  leerjaarbeeld,
  type Deelnemerrij,
  type Leerjaarbeeld,
  type Leerjaargegevens,
} from './leerjaar.rules.js';
import { Onderdeel, OpleidingLeerjaar } from './leerjaar.entity.js';

const DEELNEMERS = `
  SELECT a.id AS "aanmeldingId", a.persoon_id AS "persoonId", p.voornaam, p.tussenvoegsel, p.achternaam,
         coalesce(s.naam, a.organisatie) AS school, a.status, o.besluit, o.reden, t.nummer, coalesce(t.geldig, false) AS geldig,
         (SELECT r.gegevens->>'reden' FROM auditregel r
           WHERE r.onderwerp_soort = 'aanmelding' AND r.onderwerp_id = a.id::text AND r.code = 'aanmelding.afgerond'
           ORDER BY r.id DESC LIMIT 1) AS afrondingsreden,
         ARRAY(SELECT onderdeel_id FROM onderdeel_voltooid v WHERE v.aanmelding_id = a.id) AS voltooid,
         (SELECT e.nummer FROM aanmelding b
            JOIN cohort d ON d.id = b.cohort_id AND d.opleiding_id = $3
            JOIN certificaat e ON e.aanmelding_id = b.id AND e.leerjaar = $2
             AND e.ingetrokken_op IS NULL AND e.vervangen_op IS NULL
           WHERE b.persoon_id = a.persoon_id AND b.id <> a.id LIMIT 1) AS elders
    FROM aanmelding a
    JOIN persoon p ON p.id = a.persoon_id
    LEFT JOIN school s ON s.id = a.school_id
    LEFT JOIN certificeringsoordeel o ON o.aanmelding_id = a.id AND o.leerjaar = $2
    LEFT JOIN LATERAL (
      SELECT nummer, ingetrokken_op IS NULL AND vervangen_op IS NULL AS geldig FROM certificaat
       WHERE aanmelding_id = a.id AND leerjaar = $2 ORDER BY jaar DESC, volgnummer DESC LIMIT 1) t ON true
   WHERE a.cohort_id = $1 AND (a.status ${IN_ZEKER} OR t.nummer IS NOT NULL)
   ORDER BY p.sorteernaam, a.id`;

/** Reads all that certifying one leerjaar of a cohort needs, in a fixed number of queries for any number of people. */
@Injectable()
export class LeerjaarQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly aanwezigheid: AanwezigheidQueries,
  ) {}

  /** Judges each leerjaar of a cohort, in order. @throws DomainError `cohort-onbekend` */
  async alle(cohortId: string): Promise<Leerjaarbeeld[]> {
    const { manager } = this.dataSource;
    const cohort = await manager.findOneBy(Cohort, { id: cohortId });
    if (!cohort) throw cohortOnbekend();
    const jaren: Leerjaarbeeld[] = [];
    for (const leerjaar of await this.leerjaren(manager, cohortId))
      jaren.push(leerjaarbeeld(await this.van(manager, cohort, leerjaar), this.clock.now()));
    return jaren;
  }

  /** @throws DomainError `cohort-onbekend`, `leerjaar-onbekend` */
  async een(cohortId: string, leerjaar: number): Promise<Leerjaarbeeld> {
    const jaar = (await this.alle(cohortId)).find((beeld) => beeld.leerjaar === leerjaar);
    if (!jaar) throw leerjaarOnbekend(leerjaar);
    return jaar;
  }

  /** The leerjaren of a cohort: those of its bijeenkomsten; of history without bijeenkomsten, those of the opleiding. */
  async leerjaren(m: EntityManager, cohortId: string): Promise<number[]> {
    const rows = await m.query<{ leerjaar: number }[]>(
      `SELECT DISTINCT leerjaar FROM bijeenkomst WHERE cohort_id = $1
        UNION SELECT leerjaar FROM cohort c JOIN opleiding o ON o.id = c.opleiding_id,
                     generate_series(1, o.leerjaren) AS leerjaar
               WHERE c.id = $1 AND c.eerste IS NULL
        ORDER BY leerjaar`,
      [cohortId],
    );
    return rows.map(({ leerjaar }) => leerjaar);
  }

  async van(m: EntityManager, cohort: Cohort, leerjaar: number): Promise<Leerjaargegevens> {
    const { opleidingId, id: cohortId } = cohort;
    const bijeenkomsten = await m.find(Bijeenkomst, {
      where: { cohortId, leerjaar },
      order: { begint: 'ASC', id: 'ASC' },
    });
    const van = new Set(bijeenkomsten.map(({ id }) => id));
    const vakjes = (await this.aanwezigheid.vakjes(cohortId, m)).filter((v) => van.has(v.bijeenkomstId));
    const bijgewoond = new Map<string, Set<string>>();
    for (const { aanmeldingId, bijeenkomstId, stand } of vakjes) {
      if (stand !== 'aanwezig') continue;
      bijgewoond.set(aanmeldingId, (bijgewoond.get(aanmeldingId) ?? new Set()).add(bijeenkomstId));
    }
    const rijen = await m.query<Omit<Deelnemerrij, 'bijgewoond'>[]>(DEELNEMERS, [
      cohortId,
      leerjaar,
      opleidingId,
    ]);
    return {
      cohort,
      opleiding: await m.findOneByOrFail(Opleiding, { id: opleidingId }),
      leerjaar,
      leerjaren: await this.leerjaren(m, cohortId),
      ingesteld: await m.findBy(OpleidingLeerjaar, { opleidingId }),
      onderdelen: await onderdelenVan(m, opleidingId, leerjaar),
      bijeenkomsten,
      vastgelegd: vakjes.length > 0,
      uitreiking: await m.findOneBy(Uitreiking, { cohortId, leerjaar }),
      deelnemers: rijen.map((rij) => ({ ...rij, bijgewoond: [...(bijgewoond.get(rij.aanmeldingId) ?? [])] })),
    };
  }
}

/** Those that are asked now, by name. */
export async function onderdelenVan(
  m: EntityManager,
  opleidingId: string,
  leerjaar: number,
): Promise<Onderdeel[]> {
  const alle = await m.find(Onderdeel, { where: { opleidingId, leerjaar }, order: { naam: 'ASC' } });
  return alle.filter(({ vervallenOp }) => vervallenOp === null);
}
