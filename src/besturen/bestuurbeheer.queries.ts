import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { likeWords } from '../platform/text/fold.js';
import { bestuursnaam } from './besturen.rules.js';
import { SCHOOLTEKST } from './besturen.queries.js';
import type { Bestuur } from './bestuur.entity.js';
import type { Onderwijssoort } from './school.entity.js';

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

/** Besturen with their schools. With words ($1) only schools in whose line all of them are found. */
const BESTUREN = `
  SELECT b.id, b.nummer, b.naam, b.aliassen, b.email, b.vraagt_akkoord AS "vraagtAkkoord",
         coalesce(json_agg(json_build_object('vestigingscode', s.vestigingscode, 'naam', s.naam, 'plaats', s.plaats,
           'onderwijssoort', s.onderwijssoort) ORDER BY s.naam) FILTER (WHERE s.id IS NOT NULL), '[]') AS scholen
    FROM bestuur b
    FULL JOIN (SELECT * FROM school WHERE gesloten_op IS NULL) s ON s.bestuur_id = b.id
   WHERE ${SCHOOLTEKST} LIKE ALL($1::text[])
   GROUP BY b.id ORDER BY b.id IS NULL, b.naam NULLS LAST, b.nummer`;

const soorten: Record<Onderwijssoort, string | null> = {
  basisonderwijs: null,
  gespecialiseerd: 'gespecialiseerd onderwijs',
  voortgezet: 'voortgezet onderwijs',
};

/** What the screen of besturen and schools shows. */
@Injectable()
export class BestuurbeheerQueries {
  constructor(private readonly dataSource: DataSource) {}

  async besturen(zoek: string | null | undefined): Promise<Bestuursbeeld[]> {
    const rijen = await this.dataSource.query<(Bestuurregel & { scholen: Schoolregel[] })[]>(BESTUREN, [
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
}
