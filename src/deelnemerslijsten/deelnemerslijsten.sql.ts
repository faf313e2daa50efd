/** The same rule as `statusOp`, in SQL, so that the database can filter on it and page. */
const VERLOPEN = `(a.status = 'voorlopig' AND a.vervalt_op <= $6)`;
const STATUS = `CASE WHEN ${VERLOPEN} THEN 'verlopen' ELSE a.status END`;

/**
 * $1 bestuur, $2 cohort, $3 opleiding code, $4 schooljaar, $5 statussen, $6 now. A bestuur does not see what a stranger may
 * have filled in.
 */
const VAN_AANMELDING = `
    ($1::uuid IS NULL OR (a.bestuur_id = $1 AND a.adres_bevestigd))
     AND ($2::uuid IS NULL OR a.cohort_id = $2)
     AND ($5::text[] IS NULL OR ${STATUS} = ANY($5))
     AND ($6::timestamptz IS NOT NULL)`;
const VAN_COHORT = `
     ($3::text IS NULL OR o.code = $3)
     AND ($4::text IS NULL OR c.schooljaar = $4)`;
const COHORTVOLGORDE = 'o.naam, c.schooljaar DESC NULLS LAST, c.naam, c.id';

/**
 * In which cohorten the lines of a page are ($7 to pass over, $8 to read), how many lines come before these cohorten,
 * and how many there are in all. The order begins with the cohort, so that the lines need not be sorted to know it.
 */
export const lijstplek = `
  WITH per_cohort AS (
    SELECT a.cohort_id, count(*) AS n FROM aanmelding a WHERE ${VAN_AANMELDING} GROUP BY a.cohort_id),
  rij AS (
    SELECT c.id, n, sum(n) OVER (ORDER BY ${COHORTVOLGORDE}) - n AS voor
      FROM per_cohort JOIN cohort c ON c.id = cohort_id JOIN opleiding o ON o.id = c.opleiding_id
     WHERE ${VAN_COHORT})
  SELECT coalesce(sum(n), 0)::integer AS totaal,
         (min(voor) FILTER (WHERE voor < $7::integer + $8::integer AND voor + n > $7))::integer AS voor,
         array_agg(id) FILTER (WHERE voor < $7 + $8 AND voor + n > $7) AS cohorten
    FROM rij`;

/** $7 only of these cohorten. */
export const lijst = `
  SELECT a.id, p.voornaam, p.tussenvoegsel, p.achternaam, p.email, a.functie, s.vestigingscode, s.naam AS school,
         b.nummer AS bestuursnummer, coalesce(b.naam, b.nummer) AS bestuur,
         o.code AS "opleidingCode", o.naam AS opleiding, c.id AS "cohortId", c.code AS "cohortCode", c.naam AS cohort,
         c.schooljaar, c.eerste, ${STATUS} AS status,
         CASE WHEN ${VERLOPEN} THEN '{}' ELSE a.wacht_op END AS "wachtOp",
         CASE WHEN ${VERLOPEN} THEN NULL ELSE a.vervalt_op END AS "vervaltOp",
         CASE WHEN a.wachtlijst_rang IS NOT NULL THEN
           (SELECT count(*)::integer FROM aanmelding w
             WHERE w.cohort_id = a.cohort_id AND w.wachtlijst_rang <= a.wachtlijst_rang) END AS wachtlijstpositie,
         a.aangemeld_op AS "aangemeldOp", a.externe_referentie AS "externeReferentie"
    FROM aanmelding a
    JOIN persoon p ON p.id = a.persoon_id
    JOIN cohort c ON c.id = a.cohort_id
    JOIN opleiding o ON o.id = c.opleiding_id
    LEFT JOIN school s ON s.id = a.school_id
    LEFT JOIN bestuur b ON b.id = a.bestuur_id
   WHERE ${VAN_AANMELDING} AND ${VAN_COHORT} AND ($7::uuid[] IS NULL OR a.cohort_id = ANY($7))
   ORDER BY ${COHORTVOLGORDE}, p.sorteernaam, a.id`;

/** $1 bestuur, $2 cohort, $3 opleiding code, $4 schooljaar, $5 how many cohorten at most */
export const keuzes = `
  WITH eigen AS MATERIALIZED (
    SELECT c.id, c.naam, c.schooljaar, o.code, o.naam AS opleiding
      FROM (SELECT DISTINCT cohort_id FROM aanmelding WHERE bestuur_id = $1 AND adres_bevestigd) a
      JOIN cohort c ON c.id = a.cohort_id JOIN opleiding o ON o.id = c.opleiding_id),
  gekozen AS (
    SELECT * FROM eigen
     ORDER BY id = $2 DESC NULLS LAST, ($3::text IS NULL OR code = $3) AND ($4::text IS NULL OR schooljaar = $4) DESC,
              schooljaar DESC NULLS LAST, opleiding, naam, id LIMIT $5)
  SELECT (SELECT count(*)::integer FROM eigen) AS "aantalCohorten",
         (SELECT coalesce(json_agg(json_build_object('id', id, 'naam', naam, 'opleiding', opleiding)
                   ORDER BY schooljaar DESC NULLS LAST, opleiding, naam, id), '[]') FROM gekozen) AS cohorten,
         (SELECT coalesce(json_agg(json_build_object('code', code, 'naam', opleiding)), '[]')
            FROM (SELECT DISTINCT code, opleiding FROM eigen) o) AS opleidingen,
         (SELECT coalesce(json_agg(schooljaar ORDER BY schooljaar DESC), '[]')
            FROM (SELECT DISTINCT schooljaar FROM eigen WHERE schooljaar IS NOT NULL) j) AS schooljaren`;
