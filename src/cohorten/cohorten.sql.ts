import { IN_AANGEKONDIGD, IN_NEEMT_AANMELDINGEN, IN_VOOR_HET_BEGIN } from './standen.js';
const COLUMNS = `
  c.id, c.code, c.naam, c.schooljaar, c.status, c.opleiding_id AS "opleidingId", o.code AS "opleidingCode",
  o.naam AS opleiding, o.kosten_cent AS "kostenCent", o.vergoeding_pct AS "vergoedingPct",
  o.vergoeding_voor AS "vergoedingVoor", c.capaciteit, t.bezet, t.geplaatst, t.bezet - t.geplaatst AS voorlopig,
  t.wachtend, c.minimum, c.go_no_go_op AS "goNoGoOp", c.aanmelden_vanaf AS "aanmeldenVanaf",
  c.aanmelden_voor AS "aanmeldenVoor", c.locatie, c.annuleringsreden, c.toelichting, c.bron,
  c.alleen_aangekondigd AS "alleenAangekondigd", c.voorbeeldvelden, c.versie,
  c.herinneringsdagen, c.pe_uitvoeringscode AS "peUitvoeringscode",
  c.eerste, c.laatste`;

const FROM = 'FROM cohort c JOIN opleiding o ON o.id = c.opleiding_id';

/** $1 now. Counted for the cohorten that are shown, never for those that only had to be passed over. */
const COUNTS = `
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE plaatsnummer IS NOT NULL AND (vervalt_op IS NULL OR vervalt_op > $1))::integer AS bezet,
           count(*) FILTER (WHERE plaatsnummer IS NOT NULL AND status <> 'voorlopig')::integer AS geplaatst,
           count(*) FILTER (WHERE status = 'wachtlijst')::integer AS wachtend
      FROM aanmelding WHERE cohort_id = c.id) t`;

/**
 * $1 now, $2 today, $3 public only, $4 visible states, $5 ids, $6 opleiding code, $7 opleiding ids, $8 open,
 * $9 schooljaar, $10 status, $11 search, $12 to come or under way
 */
const WHERE = `
  WHERE ($1::timestamptz IS NOT NULL)
    AND (NOT $3::boolean OR (o.gepubliceerd AND c.status = ANY($4)))
    AND ($5::uuid[] IS NULL OR c.id = ANY($5))
    AND ($6::text IS NULL OR o.code = $6)
    AND ($7::uuid[] IS NULL OR c.opleiding_id = ANY($7))
    AND (NOT $8::boolean OR (c.status ${IN_NEEMT_AANMELDINGEN}
         AND coalesce(c.aanmelden_vanaf <= $2::date, true) AND coalesce(c.aanmelden_voor > $2::date, true)
         AND coalesce(c.eerste > $1, true)))
    AND ($9::text IS NULL OR c.schooljaar = $9)
    AND ($10::text IS NULL OR c.status = $10)
    AND ($11::text IS NULL OR c.opleiding_id IN (SELECT id FROM opleiding WHERE naam ILIKE $11)
         OR c.naam || E'\\n' || c.code ILIKE $11)
    AND (NOT $12::boolean OR c.status ${IN_AANGEKONDIGD}
         OR (c.status = 'geannuleerd' AND coalesce(c.laatste > $1, true)))`;

/** Double precision, because a sum of `numeric` for each row takes longer than all the rest of the order. */
const ORDER = `
  ORDER BY coalesce(c.eerste > $1, c.status ${IN_VOOR_HET_BEGIN}) DESC,
           abs(date_part('epoch', c.eerste) - date_part('epoch', $1::timestamptz)) NULLS LAST,
           c.schooljaar DESC NULLS LAST, c.code`;

/** The cohorten of one page: first which ones, then what there is to tell of them. $13 to pass over, $14 to read. */
export const lijst = `
  WITH gekozen AS MATERIALIZED (SELECT c.id ${FROM} ${WHERE} ${ORDER} OFFSET $13 LIMIT $14)
  SELECT ${COLUMNS} ${FROM} ${COUNTS} WHERE c.id IN (SELECT id FROM gekozen) ${ORDER}`;

export const telling = `SELECT count(*)::integer AS n ${FROM} ${WHERE}`;

/** $1 now, $2 how many. */
export const onderMinimum = `
  SELECT ${COLUMNS}
    FROM (SELECT * FROM cohort WHERE status = 'open' AND go_no_go_op IS NOT NULL AND coalesce(eerste > $1, true)
           ORDER BY go_no_go_op, code OFFSET 0) c
    JOIN opleiding o ON o.id = c.opleiding_id ${COUNTS}
   WHERE t.bezet < coalesce(c.minimum, 0)
   ORDER BY c.go_no_go_op, c.code LIMIT $2`;
