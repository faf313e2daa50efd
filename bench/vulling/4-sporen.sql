-- What was mailed: the address, the place or the line, the end, and reminders to fill up.
CREATE TEMP TABLE post AS
SELECT *, row_number() OVER (ORDER BY op, sleutel) AS k FROM (
  SELECT 'bevestig-adres:' || id AS sleutel, 'aanmeldingen/bevestig-adres' AS soort, 'Bevestig je e-mailadres' AS onderwerp,
         op, id, cohort_id, cohort, persoon, persoon_id FROM deelname
  UNION ALL
  SELECT 'geplaatst:' || id, 'aanmeldingen/geplaatst', 'Je hebt een plaats', op + interval '1 hour', id, cohort_id, cohort,
         persoon, persoon_id FROM deelname WHERE status IN ('geplaatst', 'voltooid', 'niet-voltooid')
  UNION ALL
  SELECT 'wachtlijst:' || id || ':' || rang, 'aanmeldingen/wachtlijst', 'Je staat op de wachtlijst', op, id, cohort_id,
         cohort, persoon, persoon_id FROM deelname WHERE status = 'wachtlijst'
  UNION ALL
  SELECT 'aanbod:' || a.id || ':1', 'wachtlijst/aanbod', 'Er is een plaats voor je vrij', a.status_sinds, a.id,
         a.cohort_id, d.cohort, d.persoon, a.persoon_id
    FROM aanmelding a JOIN deelname d USING (id) WHERE a.aanbod_nummer = 1
  UNION ALL
  SELECT status || ':' || id, 'aanmeldingen/' || status, 'Je aanmelding is ' || status, op + interval '2 days', id,
         cohort_id, cohort, persoon, persoon_id FROM deelname WHERE status IN ('geannuleerd', 'afgewezen')) alles;
INSERT INTO post
SELECT 'herinnering:' || d.id, 'herinneringen/herinnering', 'Volgende week begint je opleiding', eerste - 7 + time '08:00',
       d.id, d.cohort_id, cohort, persoon, persoon_id, (SELECT count(*) FROM post) + row_number() OVER (ORDER BY eerste, nr)
  FROM deelname d WHERE NOT zonder_plaats AND eerste - 7 < ({nu}::timestamptz)::date
 ORDER BY eerste, nr LIMIT greatest({berichten} - (SELECT count(*) FROM post), 0);
ANALYZE post;

INSERT INTO bericht (id, sleutel, soort, aan, onderwerp, html, tekst, status, aangemaakt_op, verzenden_op, pogingen,
  verzonden_op, fout, aanmelding_id, cohort_id, persoon_id)
SELECT pg_temp.kenmerk('bericht', k), sleutel, soort, 'persoon' || persoon || '@school' || m.school || '.example',
       onderwerp || ': ' || c.naam,
       '<!doctype html><html lang="nl"><body style="font-family: sans-serif"><h1>' || onderwerp || '</h1>'
         || repeat('<p style="margin: 0 0 16px; line-height: 1.5">Dag ' || m.voornaam || ', dit gaat over ' || c.naam || '.</p>', 25)
         || '</body></html>',
       repeat('Dag ' || m.voornaam || ', dit gaat over ' || c.naam || '. ', 25), stand, moment, moment, 1,
       CASE WHEN stand = 'verzonden' THEN moment + interval '5 seconds' END,
       CASE WHEN stand = 'mislukt' THEN '550 5.1.1 mailbox unknown' END, p.id, cohort_id, persoon_id
  FROM post p JOIN mens m ON m.i = p.persoon JOIN cohort c ON c.id = p.cohort_id,
       LATERAL (SELECT least(p.op, {nu}::timestamptz - interval '1 minute') AS moment,
                       CASE WHEN k % 500 = 0 THEN 'mislukt' WHEN k % 2000 = 1 THEN 'wacht' ELSE 'verzonden' END AS stand) s
 ORDER BY p.op;

INSERT INTO auditregel (op, wie_soort, wie_id, code, onderwerp_soort, onderwerp_id, gegevens)
SELECT least(op, {nu}::timestamptz), wie_soort, wie_id, code, onderwerp_soort, onderwerp_id::text, gegevens FROM (
  SELECT op, 'anoniem' AS wie_soort, NULL AS wie_id, 'aanmelding.aangemeld' AS code, 'aanmelding' AS onderwerp_soort,
         id AS onderwerp_id, jsonb_build_object('cohort', cohort_id, 'status', 'voorlopig') AS gegevens FROM deelname
  UNION ALL
  SELECT op + interval '1 hour', 'persoon', persoon_id::text, 'aanmelding.email-bevestigd', 'aanmelding', id,
         '{"status": "geplaatst"}' FROM deelname WHERE status NOT IN ('voorlopig', 'verlopen')
  UNION ALL
  SELECT op + interval '2 days', 'persoon', persoon_id::text, 'aanmelding.geannuleerd', 'aanmelding', id,
         '{"van": "geplaatst", "door": "deelnemer", "reden": null}' FROM deelname WHERE status = 'geannuleerd'
  UNION ALL
  SELECT laatste + time '20:00', 'gebruiker', pg_temp.kenmerk('coordinator-demo', 1)::text, 'aanmelding.afgerond',
         'aanmelding', id, jsonb_build_object('status', status) FROM deelname WHERE status IN ('voltooid', 'niet-voltooid')
  UNION ALL
  SELECT eerste - 160 + n + time '09:00', 'gebruiker', pg_temp.kenmerk('coordinator-demo', 1)::text,
         (ARRAY['cohort.gemaakt', 'cohort.gepubliceerd', 'cohort.gewijzigd'])[n], 'cohort', id,
         CASE n WHEN 1 THEN jsonb_build_object('code', 'C' || i) WHEN 2 THEN '{}'
           ELSE '{"velden": {"locatie": {"van": null, "naar": "Online"}}}' END
    FROM plan, generate_series(1, 3) n) alles
 ORDER BY op;

INSERT INTO moment (soort, cohort_id, bijeenkomst_id, dagen_vooraf, op, status, gedaan_op)
SELECT 'herinnering', b.cohort_id, b.id, d, moment, CASE WHEN moment < {nu} THEN 'gedaan' ELSE 'gepland' END,
       CASE WHEN moment < {nu} THEN moment END
  FROM bijeenkomst b JOIN plan p ON p.id = b.cohort_id, unnest(ARRAY[7, 1]) d,
       LATERAL (SELECT b.begint - interval '1 day' * d AS moment) m
 WHERE p.status IN ('open', 'bevestigd', 'gestart');
INSERT INTO moment (soort, cohort_id, dagen_vooraf, op, status, gedaan_op)
SELECT 'go-no-go', id, d, moment, CASE WHEN moment < {nu} THEN 'gedaan' ELSE 'gepland' END,
       CASE WHEN moment < {nu} THEN moment END
  FROM plan, unnest(ARRAY[14, 3, 0]) d, LATERAL (SELECT (eerste - 21 - d + time '08:00')::timestamptz AS moment) m
 WHERE status IN ('open', 'bevestigd');

INSERT INTO taak_run (taak, begonnen_op, geeindigd_op, resultaat, aantal)
SELECT pg_temp.uit(ARRAY['wachtlijst', 'berichten'], i), op, op + interval '1 second', 'gelukt', i % 5
  FROM generate_series(1, {runs}) i, LATERAL (SELECT {nu}::timestamptz - interval '30 seconds' * ({runs} - i) AS op) o;
INSERT INTO sessie (sleutel_hash, persoon_id, aangemaakt_op, vervalt_op, apparaat)
SELECT md5('sessie' || i), id, {nu}, {nu}::timestamptz + interval '20 days', 'Firefox' FROM mens WHERE i % 20 = 0;
