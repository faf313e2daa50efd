import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { likeWords } from '../platform/text/fold.js';
import { paged, sliceOf, type Paged } from '../platform/web/paging.js';
import { bestuursnaam } from './besturen.rules.js';
import { type Geindexeerd, Schoolindex, type Vindbaar, zoekScholen } from './schoolnamen.rules.js';
import { Bestuur } from './bestuur.entity.js';
import type { Onderwijssoort } from './school.entity.js';
import type { BestuurDto, SchoolDto, ZoekQuery } from './besturen.dto.js';

const bestuurtekst = `vouw(concat_ws(' ', b.naam, b.nummer, b.code, array_to_string(b.aliassen, ' ')))`;

const BESTUUR = `CASE WHEN b.id IS NOT NULL
  THEN json_build_object('id', b.id, 'naam', b.naam, 'nummer', b.nummer) END`;

/** Open schools in order of name, with all that they are found by. */
const SCHOLEN = `
  SELECT s.vestigingscode, s.naam, s.plaats, s.adres, s.postcode, ${BESTUUR} AS van,
         array_remove(ARRAY[b.naam, b.nummer, b.code] || b.aliassen, NULL) AS bestuur
    FROM school s LEFT JOIN bestuur b ON b.id = s.bestuur_id
   WHERE s.gesloten_op IS NULL ORDER BY s.naam, s.vestigingscode`;
const BESTUREN = `FROM bestuur b WHERE ${bestuurtekst} LIKE ALL($1::text[])`;

type SchoolInIndex = Vindbaar & { van: SchoolDto['bestuur'] };

interface Schoolregel {
  vestigingscode: string;
  naam: string;
  plaats: string;
  onderwijssoort: Onderwijssoort | null;
}

type Bestuurregel = Pick<Bestuur, 'id' | 'nummer' | 'naam' | 'aliassen' | 'email' | 'vraagtAkkoord'>;

/** A bestuur with its open schools, as the coördinator sees it. */
export interface Bestuursbeeld {
  /** Null for the schools that have no bestuur. */
  id: string | null;
  nummer: string | null;
  naam: string;
  aliassen: string | null;
  contact: string | null;
  akkoordNodig: boolean;
  scholen: (Omit<Schoolregel, 'onderwijssoort'> & { soort: string | null })[];
}

/** Besturen with their schools: all, or those of these codes ($1), and besturen without one by all of these words ($2). */
const MET_SCHOLEN = `
  SELECT b.id, b.nummer, b.naam, b.aliassen, b.email, b.vraagt_akkoord AS "vraagtAkkoord",
         coalesce(json_agg(json_build_object('vestigingscode', s.vestigingscode, 'naam', s.naam, 'plaats', s.plaats,
           'onderwijssoort', s.onderwijssoort) ORDER BY s.naam) FILTER (WHERE s.id IS NOT NULL), '[]') AS scholen
    FROM bestuur b
    FULL JOIN (SELECT * FROM school WHERE gesloten_op IS NULL) s ON s.bestuur_id = b.id
   WHERE $1::text[] IS NULL OR s.vestigingscode = ANY($1) OR (s.id IS NULL AND ${bestuurtekst} LIKE ALL($2::text[]))
   GROUP BY b.id ORDER BY b.id IS NULL, b.naam NULLS LAST, b.nummer`;

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

const soorten: Record<Onderwijssoort, string | null> = {
  basisonderwijs: null,
  gespecialiseerd: 'gespecialiseerd onderwijs',
  voortgezet: 'voortgezet onderwijs',
};

@Injectable()
export class BesturenQueries {
  private readonly namen = new Schoolindex<SchoolInIndex>();

  constructor(private readonly dataSource: DataSource) {}

  /** Open schools as people call them, by place, street, code or bestuur, the likeliest first. */
  async scholen(query: ZoekQuery): Promise<Paged<SchoolDto>> {
    const { skip, take } = sliceOf(query);
    const gevonden = zoekScholen(await this.index(), query.zoek ?? '');
    const items = gevonden
      .slice(skip, skip + take)
      .map(({ vestigingscode, naam, plaats, van }) => ({ vestigingscode, naam, plaats, bestuur: van }));
    return paged(items, gevonden.length, query);
  }

  private async index(): Promise<Geindexeerd<SchoolInIndex>[]> {
    return this.namen.van(await this.dataSource.query<SchoolInIndex[]>(SCHOLEN));
  }

  /** All besturen; those without a name come last, by number. */
  async besturen(query: ZoekQuery): Promise<Paged<BestuurDto>> {
    const { skip, take } = sliceOf(query);
    const woorden = likeWords(query.zoek);
    const items = await this.dataSource.query<BestuurDto[]>(
      `SELECT b.id, b.naam, b.nummer, b.code, b.aliassen, (SELECT count(*)::integer FROM school s
                WHERE s.bestuur_id = b.id AND s.gesloten_op IS NULL) AS scholen
         ${BESTUREN} ORDER BY b.naam NULLS LAST, b.nummer, b.id OFFSET $2 LIMIT $3`,
      [woorden, skip, take],
    );
    return paged(items, await this.tel(BESTUREN, woorden), query);
  }

  /** Besturen with their open schools, as the screen of the coördinator shows them. */
  async metScholen(zoek: string | null | undefined): Promise<Bestuursbeeld[]> {
    const codes = zoek?.trim()
      ? zoekScholen(await this.index(), zoek).map(({ vestigingscode }) => vestigingscode)
      : null;
    const rijen = await this.dataSource.query<(Bestuurregel & { scholen: Schoolregel[] })[]>(MET_SCHOLEN, [
      codes,
      likeWords(zoek),
    ]);
    return rijen.map(({ id, nummer, aliassen, email, vraagtAkkoord, scholen, ...rest }) => ({
      id,
      nummer,
      naam: id === null ? 'Scholen zonder bestuur' : bestuursnaam({ nummer, ...rest }),
      aliassen: aliassen?.join(', ') || null,
      contact: email,
      akkoordNodig: vraagtAkkoord ?? false,
      scholen: scholen.map(({ onderwijssoort, ...school }) => ({
        ...school,
        soort: onderwijssoort && soorten[onderwijssoort],
      })),
    }));
  }

  /** Besturen with open schools of which only the number is known, those with most schools first. */
  async zonderNaam(): Promise<{ id: string; nummer: string; aantal: number; voorbeelden: string }[]> {
    return this.dataSource.query(
      `SELECT b.id, b.nummer, count(s.id)::integer AS aantal,
              array_to_string((array_agg(s.naam ORDER BY s.naam))[1:3], ', ') AS voorbeelden
         FROM bestuur b JOIN school s ON s.bestuur_id = b.id AND s.gesloten_op IS NULL
        WHERE b.naam IS NULL GROUP BY b.id ORDER BY aantal DESC, b.nummer`,
    );
  }

  /** `peildatum` is the day of the newest list of DUO. */
  async tellingen(): Promise<{ aantalBesturen: number; aantalScholen: number; peildatum: string | null }> {
    const [rij] = await this.dataSource.query<
      { aantalBesturen: number; aantalScholen: number; peildatum: string | null }[]
    >(`SELECT (SELECT count(*)::integer FROM bestuur) AS "aantalBesturen",
              (SELECT count(*)::integer FROM school WHERE gesloten_op IS NULL) AS "aantalScholen",
              (SELECT max(peildatum) FROM school WHERE herkomst = 'duo') AS peildatum`);
    return rij!;
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

  private async tel(van: string, woorden: string[]): Promise<number> {
    const [rij] = await this.dataSource.query<{ n: number }[]>(`SELECT count(*)::integer AS n ${van}`, [
      woorden,
    ]);
    return rij!.n;
  }
}
