import { vrijeWoorden } from '../audit/auditcodes.rules.js';
import { functiekeuzes } from '../opleidingen/opleidingen.rules.js';

/** How things are erased: SQL with the chosen ids as text in $1 and now in $2. */
export const ids = (soort = 'uuid'): string => `unnest($1::text[]::${soort}[])`;

export const weg = (tabel: string, sleutel = 'id', soort = 'uuid'): string =>
  `DELETE FROM ${tabel} WHERE ${sleutel} IN (SELECT ${ids(soort)}) AND $2::timestamptz IS NOT NULL`;

/**
 * The words of a mail, also of one that never left; that it was written, and when, stays. What a sender holds at this
 * moment has lapsed for whoever would take it over.
 */
export const ZONDER_TEKST = `onderwerp = 'Onderwerp gewist', html = '', tekst = '', bijlagen = '[]', fout = NULL,
  gewist_op = $2, vervalt_op = CASE WHEN status = 'bezig' THEN $2 ELSE vervalt_op END,
  status = CASE WHEN status IN ('wacht', 'opnieuw') THEN 'vervallen' ELSE status END`;
/** The mail itself, and whom it went to. */
export const ZONDER_MENS = `aan = 'gewist', persoon_id = NULL, ${ZONDER_TEKST}`;

const woorden = `ARRAY[${vrijeWoorden.map((veld) => `'${veld}'`).join(', ')}]`;

/** Lines of the audit in which somebody's own words stand; of an opleiding the values of fields are the catalogue's. */
export const MET_WOORDEN = `(gegevens ?| ${woorden} OR (gegevens ? 'velden' AND onderwerp_soort <> 'opleiding'))`;

/** The event and the names of the changed fields stay; the text that was typed goes. */
const ZONDER_WOORDEN = `
  UPDATE auditregel SET gegevens = CASE WHEN onderwerp_soort = 'opleiding' THEN gegevens - ${woorden}
    ELSE ((gegevens - ${woorden}) - 'velden') #- '{bijeenkomsten,gewijzigd}' END
    || jsonb_build_object('gewist', CASE jsonb_typeof(gegevens -> 'velden')
         WHEN 'object' THEN (SELECT coalesce(jsonb_agg(veld), '[]') FROM jsonb_object_keys(gegevens -> 'velden') veld)
         WHEN 'array' THEN gegevens -> 'velden' ELSE '[]' END)
   WHERE $2::timestamptz IS NOT NULL AND ${MET_WOORDEN}`;

export const zonderWoorden = `${ZONDER_WOORDEN} AND id IN (SELECT ${ids('bigint')})`;
/** @param soort of the records whose ids were chosen. */
export const zonderWoordenOver = (soort: 'aanmelding' | 'persoon'): string =>
  `${ZONDER_WOORDEN} AND onderwerp_soort = '${soort}' AND onderwerp_id = ANY($1::text[])`;

const bekendeFuncties = functiekeuzes.map(({ waarde }) => `'${waarde.replaceAll("'", "''")}'`).join(', ');

/**
 * An aanmelding that has to let go of its person: it goes on counting for its cohort and bestuur, under a name that
 * is the same for everybody. Each gets a stand-in of its own, so that two of one person are no longer one person's.
 */
export const vergeet = [
  `INSERT INTO persoon (id, voornaam, achternaam, email, email_norm, aangemaakt_op, gewist_op)
   SELECT a, 'Naam', 'gewist', 'gewist-' || a || '@gewist.invalid', 'gewist-' || a || '@gewist.invalid', $2, $2
     FROM ${ids()} AS a`,
  `UPDATE bericht SET ${ZONDER_MENS} WHERE aanmelding_id IN (SELECT ${ids()})`,
  `UPDATE pe_doorgave SET registernummer = 'gewist'
    WHERE aanmelding_id IN (SELECT ${ids()}) AND $2::timestamptz IS NOT NULL`,
  `UPDATE certificeringsoordeel SET reden = 'gewist'
    WHERE aanmelding_id IN (SELECT ${ids()}) AND $2::timestamptz IS NOT NULL`,
  zonderWoordenOver('aanmelding'),
  `UPDATE aanmelding SET persoon_id = id, school_id = NULL, organisatie = NULL, opmerking = NULL,
     reden = CASE WHEN status = 'afgewezen' THEN 'gewist' END,
     functie = CASE WHEN functie IN (${bekendeFuncties}) THEN functie ELSE 'anders' END,
     externe_referentie = NULL, token = 'gewist-' || gen_random_uuid()
    WHERE id IN (SELECT ${ids()}) AND $2::timestamptz IS NOT NULL`,
];

/** Where the chosen are: rows of `sleutel`, the id of a cohort or a year, and `aantal`. Gets the ids as text in $1. */
export const perCohort = (cohort: string): string =>
  `SELECT cohort_id::text AS sleutel, count(*)::integer AS aantal FROM (${cohort}) c GROUP BY 1`;

/** The same by the year in Utrecht of this column. */
export const perJaar = (tabel: string, kolom: string, soort = 'uuid'): string =>
  `SELECT extract(year FROM ${kolom} AT TIME ZONE 'Europe/Amsterdam')::text AS sleutel, count(*)::integer AS aantal
     FROM ${tabel} WHERE id IN (SELECT ${ids(soort)}) GROUP BY 1`;
