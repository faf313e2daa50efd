INSERT INTO opleiding (id, code, naam, soort, omschrijving, doelgroepen, niveau, leerjaren, duur, studielast_uren,
  contacturen, ects, herregistratiepunten, aanbieders, kosten_cent, vergoeding_pct, vergoeding_voor, voorwaarden,
  vervolg_op_id, extern_url, gepubliceerd, peiling)
SELECT pg_temp.kenmerk('opleiding', i), 'VOL-' || lpad(i::text, 4, '0'),
       pg_temp.uit(ARRAY['Co-teaching', 'Leiderschap', 'Rekenen', 'Begrijpend lezen', 'Burgerschap', 'Meertaligheid',
         'Executieve functies', 'Kwaliteitszorg', 'Starters begeleiden', 'Gedrag in de groep', 'Wetenschap en techniek',
         'Het jonge kind', 'Hoogbegaafdheid'], i) || ' ' ||
       pg_temp.uit(ARRAY['basis', 'verdieping', 'in de praktijk', 'voor het team', 'intervisie', 'masterclass'], i / 13)
         || ' ' || i,
       pg_temp.uit(ARRAY['opleiding', 'training', 'traject', 'module', 'intervisie', 'webinar', 'studiereis'], i),
       'Je leert in kleine groepen van elkaar en van een ervaren trainer.' || E'\n\n' ||
         repeat('Je past het geleerde meteen toe in je eigen klas en bespreekt wat het opleverde. ', 6 + i % 5),
       ARRAY[pg_temp.uit(ARRAY['leraar', 'starter', 'schoolleider', 'intern-begeleider', 'onderwijsassistent'], i),
             pg_temp.uit(ARRAY['coach', 'schoolopleider', 'bouwcoordinator'], i / 5)],
       'hbo', 1 + i % 2, 'een half jaar', 40 + i % 80, 20 + i % 20, i % 10, i % 15,
       ARRAY[pg_temp.uit(ARRAY['Marnix Academie', 'Hogeschool Utrecht', 'Academica', 'Eigen trainers'], i)],
       (i % 30) * 5000, 50, 'wie op een Utrechtse school werkt', 'Je werkt op een school in de regio.',
       CASE WHEN i % 9 = 8 THEN pg_temp.kenmerk('opleiding', i - 1) END,
       CASE WHEN i % 40 = 39 THEN 'https://aanbieder.example/' || i END, i % 20 <> 19, i % 25 = 24
  FROM generate_series(0, {opleidingen} - 1) i;

-- Eight school years: six past, this one and the next. One opleiding in a hundred cohorten is a very popular one.
CREATE TEMP TABLE plan AS
SELECT i, pg_temp.kenmerk('cohort', i) AS id, o, jaar, eerste, stap, uur, dag.laatste, capaciteit, groot,
       CASE
         WHEN lot20 = 7 THEN 'geannuleerd'
         WHEN dag.laatste < vandaag THEN CASE WHEN jaar < ditjaar AND lot5 < 3 THEN
           'gecertificeerd' ELSE 'afgerond' END
         WHEN eerste <= vandaag THEN 'gestart'
         WHEN jaar > ditjaar THEN CASE WHEN groot THEN 'open' ELSE pg_temp.uit(ARRAY['concept', 'open', 'open',
           'peiling', 'concept'], lot5) END
         WHEN groot THEN 'open'
         ELSE pg_temp.uit(ARRAY['open', 'bevestigd', 'open', 'open', 'peiling', 'bevestigd', 'open', 'concept'], lot8)
       END AS status
  FROM generate_series(0, {cohorten} - 1) i,
       LATERAL (SELECT ({nu}::timestamptz AT TIME ZONE 'Europe/Amsterdam')::date AS vandaag) v,
       LATERAL (SELECT extract(year FROM vandaag - 212)::integer AS ditjaar, pg_temp.lot(i, 10, 5) AS lot5,
                       pg_temp.lot(i, 11, 8) AS lot8,
                       pg_temp.lot(i, 16, 20) AS lot20, i % {perGroot} = {perGroot} - 3 AS groot) w,
       LATERAL (SELECT ditjaar - 6 + (i / {opleidingen}) % 8 AS jaar,
                       CASE WHEN i % 100 = 1 THEN 0 ELSE i % {opleidingen} END AS o) j,
       LATERAL (SELECT make_date(jaar, 9, 1) + pg_temp.lot(i, 12, 240) AS ruw) r,
       LATERAL (SELECT CASE WHEN extract(isodow FROM ruw) = 7 THEN ruw + 1 ELSE ruw END AS eerste,
                       7 + 7 * pg_temp.lot(i, 13, 2) AS stap,
                       pg_temp.uit(ARRAY['09:00', '13:30', '16:00', '19:30'], i / 3)::time AS uur,
                       CASE WHEN groot THEN 400 ELSE 8 + pg_temp.lot(i, 14, 13) END AS capaciteit) d,
       LATERAL (SELECT eerste + 4 * stap AS laatste) dag;
CREATE UNIQUE INDEX ON plan (i);
ANALYZE plan;

INSERT INTO cohort (id, opleiding_id, code, naam, schooljaar, status, capaciteit, minimum, go_no_go_op, aanmelden_vanaf,
  aanmelden_voor, locatie, financiering, annuleringsreden, geannuleerd_op, certificering_op, certificering_locatie)
SELECT id, pg_temp.kenmerk('opleiding', o), 'C' || lpad(i::text, 6, '0'),
       pg_temp.uit(ARRAY['Najaar', 'Winter', 'Voorjaar', 'Verkort'], i / 7) || ' ' || i, jaar || '-' || jaar + 1, status,
       CASE WHEN status <> 'concept' OR i % 2 = 0 THEN capaciteit END,
       CASE WHEN status <> 'concept' OR i % 2 = 0 THEN capaciteit / 2 END, eerste - 21, eerste - 150, eerste - 7,
       pg_temp.uit(ARRAY['Marnix Academie', 'Hogeschool Utrecht, Padualaan', 'Openbare Bibliotheek Neude',
         'Cursuscentrum De Bilt', 'Online', 'Jaarbeurs Meetup', 'Schoolgebouw Overvecht', 'Schoolgebouw Leidsche Rijn',
         'Schoolgebouw Zuilen', 'Schoolgebouw Lunetten', 'Academiegebouw', 'TivoliVredenburg'], pg_temp.lot(i, 15, 12)),
       pg_temp.uit(ARRAY['subsidie', 'besturen', 'deelnemer'], i),
       CASE WHEN status = 'geannuleerd' THEN 'Te weinig aanmeldingen' END,
       CASE WHEN status = 'geannuleerd' THEN least((eerste - 20)::timestamptz, {nu}::timestamptz - interval '1 day') END,
       CASE WHEN status = 'gecertificeerd' THEN laatste + 14 END,
       CASE WHEN status = 'gecertificeerd' THEN 'Academiegebouw' END
  FROM plan;

INSERT INTO bijeenkomst (id, cohort_id, begint, eindigt, onderwerp, locatie, trainer_id)
SELECT pg_temp.kenmerk('bijeenkomst', i * 10 + n), id, begint, begint + interval '3 hours', 'Bijeenkomst ' || n,
       CASE WHEN n = 5 AND i % 9 = 0 THEN 'Academiegebouw' END,
       pg_temp.kenmerk('trainer-demo', i % {trainers})
  FROM plan, generate_series(1, 5) n,
       LATERAL (SELECT (eerste + (n - 1) * stap + uur) AT TIME ZONE 'Europe/Amsterdam' AS begint) b;

INSERT INTO cohort_telling (cohort_id, soort, leerjaar, aantal)
SELECT id, soort, 1, 5 + i % 12 FROM plan, unnest(ARRAY['deelnemers', 'gecertificeerd']) soort
 WHERE status = 'gecertificeerd' AND i % 4 = 0;
INSERT INTO opleiding_versie (opleiding_id, nummer, geldig_tot, gegevens)
SELECT pg_temp.kenmerk('opleiding', i), n, {nu}::timestamptz - interval '1 month' * (12 - 4 * n),
       jsonb_build_object('naam', 'Eerdere naam ' || n)
  FROM generate_series(0, {opleidingen} - 1, 4) i, generate_series(1, 2) n;
UPDATE opleiding SET versie = 3 WHERE id IN (SELECT opleiding_id FROM opleiding_versie);
