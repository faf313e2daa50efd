import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { likeWords } from '../platform/text/fold.js';
import { paged, sliceOf, type Paged } from '../platform/web/paging.js';
import {
  type Geindexeerd,
  Schoolindex,
  VESTIGINGSCODE,
  vestigingscodeVan,
  type Vindbaar,
  zoekScholen,
} from './schoolnamen.rules.js';
import { type Herkenbaar, vindBestuurIn, zoeksleutel } from './besturen.rules.js';
import {
  bestuurvoorstel,
  heetZo,
  leesKeuze,
  schoolvoorstel,
  type Werkplekvoorstel,
} from './werkplek.rules.js';
import type { WerkplekQuery } from './werkplek.dto.js';
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
/** Another one as soon as any school or bestuur is another row than before. */
const VERSIE = `
  SELECT concat_ws(' ', (SELECT concat(count(*), ' ', sum(hashint8(xmin::text::bigint))) FROM school),
                        (SELECT concat(count(*), ' ', sum(hashint8(xmin::text::bigint))) FROM bestuur)) AS versie`;
const BESTUREN = `FROM bestuur b
  WHERE ${bestuurtekst} LIKE ALL($1::text[]) AND b.gesloten_op IS NULL AND ($2::text IS NULL OR b.sector = $2)`;

type SchoolInIndex = Vindbaar & { van: SchoolDto['bestuur']; sector: Sector | null };

/** An open bestuur that has a name, with all by which it is called. */
interface BestuurInIndex extends Herkenbaar {
  id: string;
  naam: string;
}

/** As many as somebody looks through. */
const MEESTE_VOORSTELLEN = 20;
const MEESTE_BESTUREN = 3;

@Injectable()
export class BesturenQueries {
  private readonly namen = new Schoolindex<SchoolInIndex>();
  private gelezen: { versie: string; index: Geindexeerd<SchoolInIndex>[] } | undefined;

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

  /**
   * The schools and besturen that somebody may mean with what they typed, the likeliest first; a bestuur whose own name
   * begins with it comes before its schools.
   */
  async werkplekken({ zoek, bestuur, soort }: WerkplekQuery): Promise<Werkplekvoorstel[]> {
    if (!zoek) return [];
    const gevonden = zoekScholen(await this.index(), zoek).filter(
      ({ van }) => !bestuur || van?.id === bestuur,
    );
    const besturen = soort === 'school' || bestuur ? [] : await this.besturenMet(zoek);
    const scholen = gevonden.slice(0, MEESTE_VOORSTELLEN - besturen.length);
    return [...besturen.map(bestuurvoorstel), ...scholen.map((school) => voorstelVan(school))];
  }

  /** The only one that is called just so; null when none is, or more are. */
  async werkplekMetNaam(
    zoek: string,
    bestuur: string | null,
    soort?: 'school',
  ): Promise<Werkplekvoorstel | null> {
    const scholen = zoekScholen(await this.index(), zoek)
      .filter((school) => heetZo(school, zoek) && (!bestuur || school.van?.id === bestuur))
      .map((school) => voorstelVan(school));
    const van = soort === 'school' || bestuur ? undefined : vindBestuurIn(await this.genoemd(), zoek);
    const zo = [...scholen, ...(van ? [bestuurvoorstel(van)] : [])];
    return zo.length === 1 ? zo[0]! : null;
  }

  /** What a chosen value stands for, also when it closed since; null when it is nothing. */
  async werkplekMetWaarde(waarde: string): Promise<Werkplekvoorstel | null> {
    const keuze = leesKeuze(waarde);
    if (!keuze || keuze === 'geen') return null;
    // From the address of a page may come anything, also what PostgreSQL takes for no text.
    if ('bestuur' in keuze) {
      if (!isUUID(keuze.bestuur)) return null;
      const [bestuur] = await this.dataSource.query<{ id: string; naam: string }[]>(
        `SELECT id, coalesce(naam, 'Bestuur ' || nummer) AS naam FROM bestuur WHERE id = $1`,
        [keuze.bestuur],
      );
      return bestuur ? bestuurvoorstel(bestuur) : null;
    }
    const code = vestigingscodeVan(keuze.vestigingscode) ?? '';
    if (!VESTIGINGSCODE.test(code)) return null;
    const [school] = await this.dataSource.query<Parameters<typeof schoolvoorstel>[0][]>(
      `SELECT s.vestigingscode, s.naam, s.plaats, b.naam AS bestuur
         FROM school s LEFT JOIN bestuur b ON b.id = s.bestuur_id WHERE s.vestigingscode = $1`,
      [code],
    );
    return school ? schoolvoorstel(school) : null;
  }

  private async besturenMet(zoek: string): Promise<BestuurInIndex[]> {
    const begin = zoeksleutel(zoek);
    if (begin.length < 2) return [];
    const namen = ({ naam, code, aliassen }: BestuurInIndex) =>
      [naam, code ?? '', ...aliassen].map(zoeksleutel);
    return (await this.genoemd())
      .filter((b) => namen(b).some((naam) => naam.startsWith(begin)))
      .slice(0, MEESTE_BESTUREN);
  }

  /** A bestuur of which only the number is known is nobody's answer. */
  private genoemd(): Promise<BestuurInIndex[]> {
    return this.dataSource.query(
      'SELECT id, naam, nummer, code, aliassen FROM bestuur WHERE naam IS NOT NULL AND gesloten_op IS NULL ORDER BY naam',
    );
  }

  /** Thousands of schools are not read again for each letter that somebody types. */
  private async index(): Promise<Geindexeerd<SchoolInIndex>[]> {
    const [{ versie }] = await this.dataSource.query<[{ versie: string }]>(VERSIE);
    if (this.gelezen?.versie !== versie) {
      const index = this.namen.van(await this.dataSource.query<SchoolInIndex[]>(SCHOLEN));
      this.gelezen = { versie, index };
    }
    return this.gelezen.index;
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

const voorstelVan = ({ van, ...school }: SchoolInIndex): Werkplekvoorstel =>
  schoolvoorstel({ ...school, bestuur: van?.naam ?? null });
