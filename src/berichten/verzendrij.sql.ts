/** Minutes for which a sender holds a bericht; whoever finds it later may take it over. */
export const houdtVast = 5;

// The hold is a matter between processes, so it goes by the one clock that they share: that of the database. The
// application's clock may be another on each machine, or put elsewhere with `npm run taak -- … --nu`.
const VRIJ = `(status <> 'bezig' OR bezig_tot < clock_timestamp())`;
const RIJP = `verzenden_op <= $1 AND ${VRIJ}`;
const GAAT_NOG = `status IN ('bezig', 'opnieuw', 'wacht')`;
const GESTOPT = `EXISTS (SELECT FROM verzendstand WHERE gestopt_op IS NOT NULL)`;

/** $1 now */
export const OVER = `SELECT count(*)::integer AS aantal FROM bericht WHERE ${GAAT_NOG} AND ${RIJP}`;

/** $1 now, $2 why */
export const RUIM_OP = `
  UPDATE bericht SET status = 'vervallen', bezig_tot = NULL, fout = $2
   WHERE ${GAAT_NOG} AND vervalt_op <= $1 AND ${VRIJ}`;

/**
 * $1 now, $2 how many, $3 seconds between one mail and the next. Each status apart, because the index gives them in
 * order only within one status. The pace is one moment in the database, moved on by whoever takes a mail: two who
 * come at once wait for each other, and the second finds it moved.
 */
export const claimSql = (metTempo: boolean): string => `
  WITH gekozen AS MATERIALIZED (
    SELECT eerste.id FROM unnest(ARRAY['bezig', 'opnieuw', 'wacht']) AS soort (naam), LATERAL (
      SELECT id FROM bericht WHERE status = soort.naam AND ${RIJP}
       ORDER BY verzenden_op LIMIT $2 FOR UPDATE SKIP LOCKED) AS eerste
     WHERE NOT ${GESTOPT} LIMIT $2)${metTempo ? BEURT : ''}
  UPDATE bericht SET status = 'bezig', bezig_tot = clock_timestamp() + interval '${houdtVast} minutes',
         pogingen = pogingen + 1
   WHERE id IN (SELECT id FROM gekozen)${metTempo ? ' AND EXISTS (SELECT FROM beurt)' : ''}
  RETURNING id, soort, persoon_id AS "persoonId", aan, onderwerp, html, tekst, bijlagen, pogingen,
            vervalt_op AS "vervaltOp"`;

const BEURT = `,
  beurt AS (
    UPDATE verzendstand SET volgende_op = clock_timestamp() + $3 * interval '1 second'
     WHERE volgende_op <= clock_timestamp() AND gestopt_op IS NULL AND EXISTS (SELECT FROM gekozen) RETURNING id)`;

/** $1 now. Milliseconds until the next turn; null when nothing waits for one. */
export const STAND = `
  SELECT CASE WHEN gestopt_op IS NULL AND EXISTS (SELECT FROM bericht WHERE ${GAAT_NOG} AND ${RIJP})
         THEN greatest(extract(epoch FROM volgende_op - clock_timestamp()) * 1000, 0)::float END AS wacht
    FROM verzendstand`;

/** $1 ids, $2 the attempt that each was at */
export const LAAT_LOS = `
  UPDATE bericht SET status = CASE WHEN fout IS NULL THEN 'wacht' ELSE 'opnieuw' END, bezig_tot = NULL,
         pogingen = bericht.pogingen - 1
    FROM unnest($1::uuid[], $2::integer[]) AS eigen (id, pogingen)
   WHERE bericht.id = eigen.id AND status = 'bezig' AND bericht.pogingen = eigen.pogingen`;

const OF_GESTOPT = `SELECT gestopt_op IS NOT NULL AS gestopt FROM verzendstand`;

/** $1 id, $2 now, $3 address, $4 and $5 html and text where they must not stay as they are */
export const VERSTUURD = `
  WITH weg AS (
    UPDATE bericht SET status = 'verzonden', fout = NULL, bezig_tot = NULL, verzonden_op = $2,
           html = coalesce($4, html), tekst = coalesce($5, tekst)
     WHERE id = $1 AND status = 'bezig'),
  bestelbaar AS (
    UPDATE persoon SET onbestelbaar_op = NULL, onbestelbaar_reden = NULL
     WHERE email_norm = lower(btrim($3)) AND onbestelbaar_op IS NOT NULL)
  ${OF_GESTOPT}`;

/** $1 id, $2 attempt, $3 status, $4 why, $5 when again, $6 whether it is the address */
export const NOTEER = `
  WITH op AS (
    UPDATE bericht SET status = $3, fout = $4, bezig_tot = NULL, adres_geweigerd = $6,
           verzenden_op = CASE WHEN $3 = 'opnieuw' THEN $5::timestamptz ELSE verzenden_op END
     WHERE id = $1 AND status = 'bezig' AND pogingen = $2)
  ${OF_GESTOPT}`;
