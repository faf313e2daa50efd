-- How many people each cohort has: with a place, in line, ended. One in five is full and has a line.
CREATE TEMP TABLE vulling AS
SELECT p.*, geplaatst, CASE WHEN vol THEN CASE WHEN groot THEN 60 ELSE 1 + pg_temp.lot(i, 22, 8) END ELSE 0 END AS wacht,
       CASE WHEN groot THEN 40 ELSE pg_temp.lot(i, 23, 4) END AS weg
  FROM plan p,
       LATERAL (SELECT groot OR pg_temp.lot(i, 20, 5) = 0 AS vol) v,
       LATERAL (SELECT CASE WHEN vol THEN capaciteit ELSE pg_temp.lot(i, 21, capaciteit + 1) END AS geplaatst) g
 WHERE status NOT IN ('concept', 'peiling');
ANALYZE vulling;

CREATE TEMP TABLE deelname AS
SELECT v.i * 1000 + j AS nr, pg_temp.kenmerk('aanmelding', v.i * 1000 + j) AS id, v.id AS cohort_id, v.i AS cohort, j,
       v.capaciteit, v.status AS cohortstatus, v.eerste, v.laatste, m.id AS persoon_id, m.i AS persoon, m.school,
       s.id AS school_id, s.bestuur_id,
       least((v.eerste - 15 - pg_temp.lot(v.i * 1000 + j, 30, 100)) + time '08:00',
             {nu}::timestamptz - interval '1 hour' * (30 + pg_temp.lot(v.i * 1000 + j, 31, 400))) AS op,
       CASE
         WHEN v.status = 'geannuleerd' THEN 'geannuleerd'
         WHEN j >= geplaatst + wacht THEN pg_temp.uit(ARRAY['geannuleerd', 'verlopen', 'geannuleerd', 'afgewezen'], v.i + j)
         WHEN j >= geplaatst THEN 'wachtlijst'
         WHEN v.status IN ('afgerond', 'gecertificeerd') THEN CASE WHEN (v.i + j) % 10 = 0 THEN 'niet-voltooid'
           ELSE 'voltooid' END
         WHEN v.status IN ('open', 'bevestigd') AND (v.i + j) % 12 IN (5, 6)
              AND ((v.i + j) % 12 = 5 OR (b.vraagt_akkoord AND j % 3 = 0)) THEN 'voorlopig'
         ELSE 'geplaatst'
       END AS status,
       (v.i + j) % 12 AS lot12, j - geplaatst + 1 AS rang, geplaatst < j + 1 AS zonder_plaats, wacht > 0 AS vol
  FROM vulling v CROSS JOIN LATERAL generate_series(0, geplaatst + wacht + weg - 1) j
  JOIN mens m ON m.i = (v.i * 7 + j * 1009) % {personen}
  JOIN school s ON s.id = pg_temp.kenmerk('school', m.school)
  LEFT JOIN bestuur b ON b.id = s.bestuur_id;
ANALYZE deelname;

-- A hold of somebody who got a freed place waits for the answer to the offer, another for the address or the akkoord.
INSERT INTO aanmelding (id, cohort_id, persoon_id, school_id, bestuur_id, functie, opmerking, status, wacht_op,
  vervalt_op, plaatsnummer, plaats_van, wachtlijst_rang, aanbod_nummer, token, api_sleutel_id, externe_referentie,
  aangemeld_op, status_sinds, reden, beeindigd_door)
SELECT d.id, cohort_id, persoon_id, school_id, bestuur_id,
       pg_temp.uit(ARRAY['leraar', 'starter', 'schoolleider', 'intern begeleider', 'onderwijsassistent', 'coach'], nr),
       CASE WHEN nr % 25 = 0 THEN 'Ik kom met de trein en ben er om kwart over negen.' END, status,
       CASE WHEN wacht IS NULL THEN '{}' ELSE ARRAY[wacht] END,
       CASE WHEN status = 'voorlopig' THEN {nu}::timestamptz + interval '1 hour' * (30 + nr % 100) END,
       CASE WHEN plek THEN j + 1 END, CASE WHEN plek THEN capaciteit END, CASE WHEN status = 'wachtlijst' THEN rang END,
       CASE WHEN wacht = 'aanbod' THEN 1 ELSE 0 END, translate(md5('token' || nr), '89', 'XY'),
       CASE WHEN nr % 20 = 3 THEN pg_temp.kenmerk('sleutel', 1 + nr % 5) END,
       CASE WHEN nr % 20 = 3 THEN 'HR-' || nr END, op,
       least(op + interval '1 hour' * pg_temp.lot(nr, 32, 72), {nu}::timestamptz - interval '1 hour'),
       CASE WHEN status = 'afgewezen' THEN 'Past niet bij je functie' WHEN cohortstatus = 'geannuleerd'
         THEN 'Te weinig aanmeldingen' WHEN status = 'geannuleerd' THEN 'Past niet in mijn rooster' END,
       CASE WHEN status = 'afgewezen' THEN 'bestuur' WHEN cohortstatus = 'geannuleerd' THEN 'academie'
         WHEN status = 'geannuleerd' THEN 'deelnemer' WHEN status = 'verlopen' THEN 'systeem' END
  FROM deelname d,
       LATERAL (SELECT status IN ('voorlopig', 'geplaatst', 'voltooid', 'niet-voltooid') AS plek,
                       CASE WHEN status = 'voorlopig' THEN CASE WHEN lot12 = 6 THEN 'akkoord' WHEN vol THEN 'aanbod'
                         ELSE 'emailbevestiging' END
                         WHEN status = 'wachtlijst' AND lot12 = 5 THEN 'emailbevestiging' END AS wacht) w;

INSERT INTO aanwezigheid (bijeenkomst_id, aanmelding_id, stand, op)
SELECT pg_temp.kenmerk('bijeenkomst', cohort * 10 + n), d.id,
       pg_temp.uit(ARRAY['aanwezig', 'aanwezig', 'aanwezig', 'aanwezig', 'aanwezig', 'afgemeld', 'aanwezig', 'afwezig'],
         pg_temp.lot(nr, 40 + n, 8)), (laatste + 1)::timestamptz
  FROM deelname d, generate_series(1, 5) n
 WHERE cohortstatus IN ('afgerond', 'gecertificeerd') AND NOT zonder_plaats AND status <> 'geannuleerd'
   AND laatste > ({nu}::timestamptz)::date - 1300;

INSERT INTO belangstelling (id, opleiding_id, cohort_id, persoon_id, school_id, bestuur_id, functie, token,
  aangemaakt_op, bevestigd_op)
SELECT pg_temp.kenmerk('belangstelling', p.i * 100 + j), pg_temp.kenmerk('opleiding', o), p.id, m.id, s.id, s.bestuur_id,
       'leraar', md5('belangstelling' || (p.i * 100 + j)), {nu}::timestamptz - interval '1 day' * j,
       CASE WHEN j % 6 <> 0 THEN {nu}::timestamptz - interval '1 day' * j END
  FROM plan p CROSS JOIN generate_series(1, 12) j
  JOIN mens m ON m.i = (p.i * 7 + j * 1009) % {personen}
  JOIN school s ON s.id = pg_temp.kenmerk('school', m.school)
 WHERE status = 'peiling';

INSERT INTO overzetvoorstel (aanmelding_id, naar_cohort_id, status, gemaakt_op, beantwoord_op)
SELECT d.id, c.id, CASE WHEN lot12 < 4 THEN 'open' ELSE 'afgewezen' END, {nu}::timestamptz - interval '2 days',
       CASE WHEN lot12 >= 4 THEN {nu}::timestamptz - interval '1 day' END
  FROM deelname d JOIN plan p ON p.i = d.cohort
  JOIN LATERAL (SELECT id FROM plan n WHERE n.o = p.o AND n.status IN ('open', 'bevestigd') ORDER BY n.i LIMIT 1) c ON true
 WHERE cohortstatus = 'geannuleerd' AND d.eerste > ({nu}::timestamptz)::date;
