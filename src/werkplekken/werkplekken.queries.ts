import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Aanmeldstatus } from '../aanmeldingen/standen.js';
import { tekstsleutel } from '../besturen/besturen.rules.js';
import { Schoolindex, type Vindbaar } from '../besturen/schoolnamen.rules.js';
import { paged, sliceOf, type Paged, type PagingQuery } from '../platform/web/paging.js';
import { lijktOp } from './voorstellen.rules.js';

/** The id of a text, a uuid of what it says: an address does not tell what somebody typed. @param sleutel SQL for its key. */
export const idVan = (sleutel: string): string =>
  `overlay(overlay(md5(${sleutel}) placing '5' from 13) placing '8' from 17)::uuid`;

/** Everybody who typed where they work; not who asked that what we have is kept and not used. */
const INGEVULD = `
  SELECT 'aanmelding' AS soort, a.id AS record, a.organisatie AS tekst, ${tekstsleutel('a.organisatie')} AS sleutel,
         a.persoon_id, a.bestuur_id, a.cohort_id, NULL::uuid AS opleiding_id, a.status, a.aangemeld_op AS op,
         a.adres_bevestigd AS bevestigd
    FROM aanmelding a WHERE a.organisatie IS NOT NULL AND NOT a.beperkt
  UNION ALL
  SELECT 'belangstelling', i.id, i.organisatie, ${tekstsleutel('i.organisatie')}, i.persoon_id, i.bestuur_id, i.cohort_id,
         i.opleiding_id, NULL, i.aangemaakt_op, i.bevestigd_op IS NOT NULL
    FROM belangstelling i JOIN persoon p ON p.id = i.persoon_id
   WHERE i.organisatie IS NOT NULL AND (p.beperkt_op IS NULL OR p.beperkt_op < i.aangemaakt_op)`;

/** As most people wrote it. */
const TEKST = 'mode() WITHIN GROUP (ORDER BY w.tekst)';

/** The texts that nobody has looked at yet, of confirmed addresses: `id`, `tekst`, `mensen` and `oudste`. */
export const OPEN_WERKPLEKKEN = `
  SELECT ${idVan('w.sleutel')} AS id, ${TEKST} AS tekst, count(DISTINCT w.persoon_id)::integer AS mensen,
         min(w.op) AS oudste
    FROM (${INGEVULD}) w
   WHERE w.bevestigd AND w.sleutel <> '' AND NOT EXISTS (SELECT FROM andere_organisatie o WHERE o.sleutel = w.sleutel)
   GROUP BY w.sleutel`;

const GEEN_SCHOOL = `
  SELECT ${idVan('o.sleutel')} AS id, o.naam AS tekst, o.beoordeeld_op AS oudste,
         (SELECT count(DISTINCT w.persoon_id)::integer FROM (${INGEVULD}) w WHERE w.sleutel = o.sleutel) AS mensen
    FROM andere_organisatie o`;

const MENSEN = `
  SELECT w.soort, w.persoon_id AS "persoonId", w.cohort_id AS "cohortId", o.code AS opleidingcode, o.naam AS opleiding,
         c.naam AS cohort, concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam) AS naam, w.status, w.op, w.tekst,
         coalesce(b.naam, 'Bestuur ' || b.nummer) AS bestuur, count(*) OVER ()::integer AS totaal
    FROM (${INGEVULD}) w
    JOIN persoon p ON p.id = w.persoon_id
    LEFT JOIN cohort c ON c.id = w.cohort_id
    LEFT JOIN opleiding o ON o.id = coalesce(w.opleiding_id, c.opleiding_id)
    LEFT JOIN bestuur b ON b.id = w.bestuur_id
   WHERE ${idVan('w.sleutel')} = $1 AND w.bevestigd
   ORDER BY w.op, w.record LIMIT $2`;

/** A text in a list; `oudste` is when it was first typed, or when it was found to be no school. */
export interface Werkplekregel {
  id: string;
  tekst: string;
  mensen: number;
  oudste: Date;
}

/** One text; `geen` since it was found to be no school. */
export interface Werkplektekst {
  id: string;
  sleutel: string;
  tekst: string;
  schrijfwijzen: string[];
  geen: Date | null;
  onbevestigd: number;
}

/** Somebody who typed it, for what, and the bestuur that they chose. */
export interface Invuller {
  soort: 'aanmelding' | 'belangstelling';
  persoonId: string;
  naam: string;
  cohortId: string | null;
  opleidingcode: string;
  opleiding: string;
  cohort: string | null;
  status: Aanmeldstatus | null;
  op: Date;
  tekst: string;
  bestuur: string | null;
}

/** A school or bestuur that may be meant. */
export type Plekvoorstel = Vindbaar & { id: string; soort: 'school' | 'bestuur'; van: string | null };

const SCHOLEN = `
  SELECT 'school' AS soort, s.id, s.vestigingscode, s.naam, s.plaats, s.adres, s.postcode, s.aliassen,
         coalesce(b.naam, 'Bestuur ' || b.nummer) AS van,
         array_remove(ARRAY[b.naam, b.nummer, b.code] || b.aliassen, NULL) AS bestuur
    FROM school s LEFT JOIN bestuur b ON b.id = s.bestuur_id
   WHERE s.gesloten_op IS NULL ORDER BY s.naam, s.vestigingscode`;
const BESTUREN = `
  SELECT 'bestuur' AS soort, b.id, coalesce(b.nummer, '') AS vestigingscode, coalesce(b.naam, 'Bestuur ' || b.nummer) AS naam,
         '' AS plaats, NULL AS adres, NULL AS postcode, array_remove(b.aliassen || b.code, NULL) AS aliassen, NULL AS van,
         '{}'::text[] AS bestuur
    FROM bestuur b WHERE b.gesloten_op IS NULL ORDER BY b.naam, b.nummer`;

const MEESTE_MENSEN = 100;
const MEESTE_SCHOLEN = 8;
const MEESTE_BESTUREN = 3;

/** Reads what people typed as where they work. */
@Injectable()
export class WerkplekkenQueries {
  private readonly scholen = new Schoolindex<Plekvoorstel>();
  private readonly besturen = new Schoolindex<Plekvoorstel>();

  constructor(private readonly dataSource: DataSource) {}

  /** Those that wait longest first. */
  open(query: PagingQuery): Promise<Paged<Werkplekregel>> {
    return this.lijst(OPEN_WERKPLEKKEN, 'oudste, id', query);
  }

  /** What is no school, the last first. */
  geenSchool(query: PagingQuery): Promise<Paged<Werkplekregel>> {
    return this.lijst(GEEN_SCHOOL, 'oudste DESC, id', query);
  }

  async een(id: string): Promise<Werkplektekst | undefined> {
    return vindWerkplek(this.dataSource.manager, id);
  }

  /** Who typed it, of the confirmed addresses, the first first; not more than a page can show. */
  async mensen(id: string): Promise<{ totaal: number; mensen: Invuller[] }> {
    const rijen = await this.dataSource.query<(Invuller & { totaal: number })[]>(MENSEN, [id, MEESTE_MENSEN]);
    return { totaal: rijen[0]?.totaal ?? 0, mensen: rijen };
  }

  /** The open schools and besturen that a text may mean, the likeliest first. */
  async voorstellen(tekst: string): Promise<Plekvoorstel[]> {
    const scholen = this.scholen.van(await this.dataSource.query<Plekvoorstel[]>(SCHOLEN));
    const besturen = this.besturen.van(await this.dataSource.query<Plekvoorstel[]>(BESTUREN));
    return [...lijktOp(scholen, tekst, MEESTE_SCHOLEN), ...lijktOp(besturen, tekst, MEESTE_BESTUREN)];
  }

  private async lijst(bron: string, orde: string, query: PagingQuery): Promise<Paged<Werkplekregel>> {
    const { skip, take } = sliceOf(query);
    const items = await this.dataSource.query<Werkplekregel[]>(
      `SELECT * FROM (${bron}) w ORDER BY ${orde} OFFSET $1 LIMIT $2`,
      [skip, take],
    );
    const [telling] = await this.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM (${bron}) w`,
    );
    return paged(items, telling!.n, query);
  }
}

/** A step: what was typed, as long as somebody has it. */
export async function vindWerkplek(m: EntityManager, id: string): Promise<Werkplektekst | undefined> {
  const [rij] = await m.query<Werkplektekst[]>(
    `SELECT ${idVan('w.sleutel')} AS id, w.sleutel, ${TEKST} AS tekst, array_agg(DISTINCT w.tekst ORDER BY w.tekst) AS schrijfwijzen,
            (SELECT o.beoordeeld_op FROM andere_organisatie o WHERE o.sleutel = w.sleutel) AS geen,
            (count(DISTINCT w.persoon_id) - count(DISTINCT w.persoon_id) FILTER (WHERE w.bevestigd))::integer AS onbevestigd
       FROM (${INGEVULD}) w WHERE ${idVan('w.sleutel')} = $1 GROUP BY w.sleutel`,
    [id],
  );
  return rij;
}

/** A step: the records in which it was typed, of unconfirmed addresses too. */
export async function recordsVan(
  m: EntityManager,
  id: string,
): Promise<{ aanmeldingen: { id: string; cohortId: string }[]; belangstelling: string[] }> {
  const rijen = await m.query<{ soort: string; id: string; cohortId: string }[]>(
    `SELECT w.soort, w.record AS id, w.cohort_id AS "cohortId" FROM (${INGEVULD}) w WHERE ${idVan('w.sleutel')} = $1`,
    [id],
  );
  return {
    aanmeldingen: rijen.filter(({ soort }) => soort === 'aanmelding'),
    belangstelling: rijen.filter(({ soort }) => soort === 'belangstelling').map((rij) => rij.id),
  };
}
