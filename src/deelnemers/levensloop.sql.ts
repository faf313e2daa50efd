import { isInzage } from '../audit/audit.queries.js';

/** $1 the person; records that were merged into theirs are theirs too. */
const MENSEN = `mensen AS (SELECT id FROM persoon WHERE id = $1 OR samengevoegd_met_id = $1)`;

/** $2 now. Newest first. */
export const AANMELDINGEN = `
  WITH ${MENSEN}
  SELECT a.id, a.status, a.wacht_op AS "wachtOp", a.vervalt_op AS "vervaltOp", a.functie, s.naam AS school,
         coalesce(b.naam, b.nummer) AS bestuur, a.aangemeld_op AS "aangemeldOp", a.status_sinds AS "statusSinds",
         a.reden, c.id AS "cohortId", c.code AS "cohortCode", c.naam AS cohort, c.schooljaar,
         o.code AS "opleidingCode", o.naam AS opleiding, plan.eerste, plan.geweest, w.aanwezig, w.afgemeld, w.afwezig,
         CASE WHEN a.wachtlijst_rang IS NOT NULL THEN
           (SELECT count(*)::integer FROM aanmelding r
             WHERE r.cohort_id = a.cohort_id AND r.wachtlijst_rang <= a.wachtlijst_rang) END AS wachtlijstpositie
    FROM aanmelding a
    JOIN cohort c ON c.id = a.cohort_id
    JOIN opleiding o ON o.id = c.opleiding_id
    LEFT JOIN school s ON s.id = a.school_id
    LEFT JOIN bestuur b ON b.id = a.bestuur_id
   CROSS JOIN LATERAL (SELECT min(begint) AS eerste, count(*) FILTER (WHERE eindigt <= $2)::integer AS geweest
                         FROM bijeenkomst WHERE cohort_id = c.id) plan
   CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE stand = 'aanwezig')::integer AS aanwezig,
                              count(*) FILTER (WHERE stand = 'afgemeld')::integer AS afgemeld,
                              count(*) FILTER (WHERE stand = 'afwezig')::integer AS afwezig
                         FROM aanwezigheid WHERE aanmelding_id = a.id) w
   WHERE a.persoon_id IN (SELECT id FROM mensen)
   ORDER BY a.aangemeld_op DESC, a.id`;

export const BELANGSTELLING = `
  WITH ${MENSEN}
  SELECT i.id, o.naam AS opleiding, c.naam AS cohort, i.aangemaakt_op AS "aangemaaktOp",
         i.bevestigd_op AS "bevestigdOp", i.ingetrokken_op AS "ingetrokkenOp", i.gemeld_op AS "gemeldOp"
    FROM belangstelling i
    JOIN opleiding o ON o.id = i.opleiding_id
    LEFT JOIN cohort c ON c.id = i.cohort_id
   WHERE i.persoon_id IN (SELECT id FROM mensen)
   ORDER BY i.aangemaakt_op DESC, i.id`;

/** $2 and $3 which rows. The first row always comes, so that the count is there on every page. */
export const TIJDLIJN = `
  WITH ${MENSEN},
  eigen AS (SELECT a.id, a.cohort_id FROM aanmelding a WHERE a.persoon_id IN (SELECT id FROM mensen)),
  interesse AS (SELECT i.id, i.opleiding_id, i.cohort_id FROM belangstelling i
                 WHERE i.persoon_id IN (SELECT id FROM mensen)),
  post AS (SELECT id FROM bericht WHERE persoon_id IN (SELECT id FROM mensen)
            UNION SELECT id FROM bericht WHERE aanmelding_id IN (SELECT id FROM eigen)),
  onderwerpen AS (SELECT 'persoon' AS soort, id::text FROM mensen
                   UNION ALL SELECT 'aanmelding', id::text FROM eigen
                   UNION ALL SELECT 'belangstelling', id::text FROM interesse),
  regels AS (
    SELECT 'bericht' AS soort, b.id AS bericht_id, NULL::bigint AS regel_id, b.aanmelding_id::text AS bij,
           coalesce(b.verzonden_op, greatest(b.aangemaakt_op, b.verzenden_op)) AS op
      FROM bericht b JOIN post USING (id)
     UNION ALL
    SELECT 'gebeurtenis', NULL, r.id, r.onderwerp_id, r.op
      FROM onderwerpen w JOIN auditregel r ON r.onderwerp_soort = w.soort AND r.onderwerp_id = w.id
     WHERE NOT ${isInzage('r')}),
  telling AS (SELECT count(*)::integer AS totaal FROM regels),
  bladzijde AS (SELECT * FROM regels ORDER BY op DESC, soort, regel_id DESC, bericht_id OFFSET $2 LIMIT $3)
  SELECT telling.totaal, d.soort, d.op, d.bericht_id AS "berichtId", b.onderwerp, b.aan, b.status,
         b.aangemaakt_op AS "aangemaaktOp", b.verzenden_op AS "verzendenOp", b.verzonden_op AS "verzondenOp",
         r.code, r.gegevens, r.wie_soort AS "wieSoort", coalesce(g.naam, k.naam) AS wie,
         o.naam AS opleiding, c.naam AS cohort
    FROM telling
    LEFT JOIN bladzijde d ON true
    LEFT JOIN bericht b ON b.id = d.bericht_id
    LEFT JOIN auditregel r ON r.id = d.regel_id
    LEFT JOIN gebruiker g ON r.wie_soort = 'gebruiker' AND g.id::text = r.wie_id
    LEFT JOIN api_sleutel k ON r.wie_soort = 'sleutel' AND k.id::text = r.wie_id
    LEFT JOIN eigen e ON e.id::text = d.bij
    LEFT JOIN interesse i ON i.id::text = d.bij
    LEFT JOIN cohort c ON c.id = coalesce(e.cohort_id, i.cohort_id)
    LEFT JOIN opleiding o ON o.id = coalesce(c.opleiding_id, i.opleiding_id)
   ORDER BY d.op DESC, d.soort, d.regel_id DESC, d.bericht_id`;
