import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { likeWords } from '../platform/text/fold.js';
import { paged, sliceOf, type Paged } from '../platform/web/paging.js';
import { type Geindexeerd, Schoolindex, type Vindbaar, zoekScholen } from './schoolnamen.rules.js';
import { Bestuur } from './bestuur.entity.js';
import type { Sector } from './standen.js';
import type { BestuurDto, SchoolDto, ZoekQuery } from './besturen.dto.js';

/** What a bestuur is found by, of the row `b`. */
export const bestuurtekst = `vouw(concat_ws(' ', b.naam, b.nummer, b.code, array_to_string(b.aliassen, ' ')))`;

const BESTUUR = `CASE WHEN b.id IS NOT NULL
  THEN json_build_object('id', b.id, 'naam', b.naam, 'nummer', b.nummer) END`;

/** Open schools in order of name, with all that they are found by. */
const SCHOLEN = `
  SELECT s.vestigingscode, s.naam, s.plaats, s.adres, s.postcode, s.aliassen, s.sector, ${BESTUUR} AS van,
         array_remove(ARRAY[b.naam, b.nummer, b.code] || b.aliassen, NULL) AS bestuur
    FROM school s LEFT JOIN bestuur b ON b.id = s.bestuur_id
   WHERE s.gesloten_op IS NULL ORDER BY s.naam, s.vestigingscode`;
const BESTUREN = `FROM bestuur b
  WHERE ${bestuurtekst} LIKE ALL($1::text[]) AND b.gesloten_op IS NULL AND ($2::text IS NULL OR b.sector = $2)`;

type SchoolInIndex = Vindbaar & { van: SchoolDto['bestuur']; sector: Sector | null };

/** A board with its open schools, as the list of the enrolment form shows them (partials/schoolkiezer.hbs). */
export interface BestuurInKiezer {
  naam: string;
  scholen: { vestigingscode: string; naam: string; plaats: string }[];
}

interface Kiezerregel {
  bestuur: string | null;
  vestigingscode: string;
  naam: string;
  plaats: string;
}

@Injectable()
export class BesturenQueries {
  private readonly namen = new Schoolindex<SchoolInIndex>();

  constructor(private readonly dataSource: DataSource) {}

  /** Open schools as people call them, by place, street, code or bestuur, the likeliest first. */
  async scholen(query: ZoekQuery): Promise<Paged<SchoolDto>> {
    const { skip, take } = sliceOf(query);
    const gevonden = zoekScholen(await this.index(), query.zoek ?? '').filter(
      ({ sector }) => !query.sector || sector === query.sector,
    );
    const items = gevonden.slice(skip, skip + take).map(({ vestigingscode, naam, plaats, van, sector }) => ({
      ...{ vestigingscode, naam, plaats, sector },
      bestuur: van,
    }));
    return paged(items, gevonden.length, query);
  }

  /** The codes of open schools that are meant, the likeliest first. */
  async codesVan(zoek: string): Promise<string[]> {
    return zoekScholen(await this.index(), zoek).map(({ vestigingscode }) => vestigingscode);
  }

  private async index(): Promise<Geindexeerd<SchoolInIndex>[]> {
    return this.namen.van(await this.dataSource.query<SchoolInIndex[]>(SCHOLEN));
  }

  /** All besturen; those without a name come last, by number. */
  async besturen(query: ZoekQuery): Promise<Paged<BestuurDto>> {
    const { skip, take } = sliceOf(query);
    const woorden = likeWords(query.zoek);
    const items = await this.dataSource.query<BestuurDto[]>(
      `SELECT b.id, b.naam, b.nummer, b.code, b.aliassen, b.sector, (SELECT count(*)::integer FROM school s
                WHERE s.bestuur_id = b.id AND s.gesloten_op IS NULL) AS scholen
         ${BESTUREN} ORDER BY b.naam NULLS LAST, b.nummer, b.id OFFSET $3 LIMIT $4`,
      [woorden, query.sector ?? null, skip, take],
    );
    return paged(items, await this.tel(BESTUREN, [woorden, query.sector ?? null]), query);
  }

  /**
   * For the list of the enrolment form: boards with a name in its order, then the schools of those that have none; closed schools are left out.
   * @param bestuurId only the schools of this one.
   */
  async voorKiezer(bestuurId: string | null = null): Promise<BestuurInKiezer[]> {
    const rijen = await this.dataSource.query<Kiezerregel[]>(
      `SELECT b.naam AS bestuur, s.vestigingscode, s.naam, s.plaats
         FROM school s LEFT JOIN bestuur b ON b.id = s.bestuur_id
        WHERE s.gesloten_op IS NULL AND ($1::uuid IS NULL OR s.bestuur_id = $1)
        ORDER BY b.naam IS NULL, b.naam, b.nummer NULLS LAST, s.naam, s.vestigingscode`,
      [bestuurId],
    );
    const perBestuur = new Map<string, BestuurInKiezer>();
    for (const { bestuur, ...school } of rijen) {
      const naam = bestuur ?? 'Andere scholen';
      const groep = perBestuur.get(naam) ?? { naam, scholen: [] };
      groep.scholen.push(school);
      perBestuur.set(naam, groep);
    }
    return [...perBestuur.values()];
  }

  /** Whether any board wants to agree first, so that the form can say that it may happen. */
  ergensAkkoordNodig(): Promise<boolean> {
    return this.dataSource.manager.existsBy(Bestuur, { vraagtAkkoord: true });
  }

  private async tel(van: string, gevraagd: unknown[]): Promise<number> {
    const [rij] = await this.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n ${van}`,
      gevraagd,
    );
    return rij!.n;
  }
}
