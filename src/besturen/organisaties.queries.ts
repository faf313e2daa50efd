import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { likeWords } from '../platform/text/fold.js';
import { bestuursnaam } from './besturen.rules.js';
import { BesturenQueries, bestuurtekst } from './besturen.queries.js';
import type { Bestuur } from './bestuur.entity.js';
import type { School } from './school.entity.js';
import type { Sector } from './standen.js';

/** What the list of the coördinator is asked. */
export interface Organisatievraag {
  zoek: string;
  sector: Sector | null;
  /** Also those that closed. */
  gesloten: boolean;
}

interface Schoolregel {
  id: string;
  vestigingscode: string;
  naam: string;
  plaats: string;
  sector: Sector | null;
  geslotenOp: string | null;
}

/** A bestuur with its schools, as the coördinator sees it; without an id for the schools that have none. */
export interface Bestuursbeeld {
  id: string | null;
  nummer: string | null;
  naam: string;
  aliassen: string | null;
  contact: string | null;
  sector: Sector | null;
  geslotenOp: string | null;
  akkoordNodig: boolean;
  scholen: Schoolregel[];
}

/** A school with its bestuur, and the one that it goes to. */
export type Schoolbeeld = School & { bestuur: string | null; verhuistNaar: string | null };

type Gelezen = Pick<
  Bestuur,
  'id' | 'nummer' | 'naam' | 'aliassen' | 'email' | 'vraagtAkkoord' | 'sector' | 'geslotenOp'
> & { scholen: Schoolregel[] };

const SCHOOL = `json_build_object('id', s.id, 'vestigingscode', s.vestigingscode, 'naam', s.naam, 'plaats', s.plaats,
  'sector', s.sector, 'geslotenOp', s.gesloten_op)`;

/**
 * Besturen with their schools: all, or the schools of these codes ($1) and besturen by all of these words ($2).
 * $3: also the closed ones, $4: of this sector.
 */
const MET_SCHOLEN = `
  SELECT b.id, b.nummer, b.naam, b.aliassen, b.email, b.vraagt_akkoord AS "vraagtAkkoord", b.sector,
         b.gesloten_op AS "geslotenOp",
         coalesce(json_agg(${SCHOOL} ORDER BY s.naam) FILTER (WHERE s.id IS NOT NULL), '[]') AS scholen
    FROM (SELECT * FROM bestuur WHERE $3 OR gesloten_op IS NULL) b
    FULL JOIN (SELECT * FROM school WHERE $3 OR gesloten_op IS NULL) s ON s.bestuur_id = b.id
   WHERE ($4::text IS NULL OR coalesce(s.sector, b.sector) = $4)
     AND ($1::text[] IS NULL OR s.vestigingscode = ANY($1)
          OR ($3 AND s.gesloten_op IS NOT NULL AND vouw(concat_ws(' ', s.naam, s.vestigingscode, s.plaats)) LIKE ALL($2::text[]))
          OR (b.id IS NOT NULL AND ${bestuurtekst} LIKE ALL($2::text[])))
   GROUP BY b.id, b.nummer, b.naam, b.aliassen, b.email, b.vraagt_akkoord, b.sector, b.gesloten_op
   ORDER BY b.id IS NULL, b.naam NULLS LAST, b.nummer`;

/** What the screens of besturen and schools show. */
@Injectable()
export class OrganisatiesQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly besturen: BesturenQueries,
  ) {}

  async metScholen({ zoek, sector, gesloten }: Organisatievraag): Promise<Bestuursbeeld[]> {
    const codes = zoek.trim() ? await this.besturen.codesVan(zoek) : null;
    const gevraagd = [codes, likeWords(zoek), gesloten, sector];
    const rijen = await this.dataSource.query<Gelezen[]>(MET_SCHOLEN, gevraagd);
    return rijen.map(beeldVan);
  }

  /** One bestuur with all its schools, also the closed ones. */
  async bestuur(id: string): Promise<Bestuursbeeld | undefined> {
    const [rij] = await this.dataSource.query<Gelezen[]>(
      `SELECT b.id, b.nummer, b.naam, b.aliassen, b.email, b.vraagt_akkoord AS "vraagtAkkoord", b.sector,
              b.gesloten_op AS "geslotenOp",
              coalesce((SELECT json_agg(${SCHOOL} ORDER BY s.gesloten_op IS NOT NULL, s.naam) FROM school s
                         WHERE s.bestuur_id = b.id), '[]') AS scholen
         FROM bestuur b WHERE b.id = $1`,
      [id],
    );
    return rij && beeldVan(rij);
  }

  async school(id: string): Promise<Schoolbeeld | undefined> {
    const [rij] = await this.dataSource.query<Schoolbeeld[]>(
      `SELECT s.id, s.vestigingscode, s.naam, s.adres, s.postcode, s.plaats, s.aliassen, s.sector, s.herkomst,
              s.gemeente, s.onderwijssoort, s.peildatum, s.gesloten_op AS "geslotenOp", s.bestuur_id AS "bestuurId",
              s.bestuur_sinds AS "bestuurSinds", s.verhuist_naar_id AS "verhuistNaarId", s.verhuist_op AS "verhuistOp",
              coalesce(b.naam, 'Bestuur ' || b.nummer) AS bestuur,
              coalesce(v.naam, 'Bestuur ' || v.nummer) AS "verhuistNaar"
         FROM school s LEFT JOIN bestuur b ON b.id = s.bestuur_id LEFT JOIN bestuur v ON v.id = s.verhuist_naar_id
        WHERE s.id = $1`,
      [id],
    );
    return rij;
  }

  /** The open besturen, for a choice in a form. */
  keuzes(): Promise<{ waarde: string; tekst: string }[]> {
    return this.dataSource.query(
      `SELECT id AS waarde, coalesce(naam, 'Bestuur ' || nummer) AS tekst FROM bestuur
        WHERE gesloten_op IS NULL ORDER BY naam NULLS LAST, nummer`,
    );
  }

  /** Schools for which a move is planned, the first first. */
  verhuizingen(): Promise<{ id: string; naam: string; naar: string; op: string }[]> {
    return this.dataSource.query(
      `SELECT s.id, s.naam, coalesce(b.naam, 'Bestuur ' || b.nummer) AS naar, s.verhuist_op AS op
         FROM school s JOIN bestuur b ON b.id = s.verhuist_naar_id ORDER BY s.verhuist_op, s.naam`,
    );
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
    >(`SELECT (SELECT count(*)::integer FROM bestuur WHERE gesloten_op IS NULL) AS "aantalBesturen",
              (SELECT count(*)::integer FROM school WHERE gesloten_op IS NULL) AS "aantalScholen",
              (SELECT max(peildatum) FROM school WHERE herkomst = 'duo') AS peildatum`);
    return rij!;
  }
}

const beeldVan = ({ id, nummer, naam, aliassen, email, vraagtAkkoord, ...rest }: Gelezen): Bestuursbeeld => ({
  ...rest,
  id,
  nummer,
  naam: id === null ? 'Scholen zonder bestuur' : bestuursnaam({ nummer, naam }),
  aliassen: aliassen?.join(', ') || null,
  contact: email,
  akkoordNodig: vraagtAkkoord ?? false,
});
