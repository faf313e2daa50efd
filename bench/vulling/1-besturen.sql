INSERT INTO bestuur (id, nummer, code, naam, email, vraagt_akkoord)
SELECT pg_temp.kenmerk('bestuur', i), lpad((20000 + i)::text, 5, '0'),
       CASE i WHEN 1 THEN 'SPO' WHEN 2 THEN 'KSU' END,
       CASE WHEN i % 12 <> 0 THEN
         pg_temp.uit(ARRAY['Stichting Openbaar Onderwijs', 'Stichting Katholiek Onderwijs', 'Vereniging Samen Leren',
           'Stichting Christelijk Onderwijs', 'Stichting Speciaal Onderwijs', 'Vrijescholen'], i) || ' ' ||
         pg_temp.uit(ARRAY['Utrecht', 'Vecht en Amstel', 'Heuvelrug', 'Lekstroom', 'Eemland', 'De Kromme Rijn',
           'Vallei'], i / 6) || ' ' || i END,
       'bestuur' || i || '@bestuur.example', i % 10 = 1
  FROM generate_series(1, {besturen}) i;

-- The first two boards have many schools, the others a few each; some schools have no board.
INSERT INTO school (id, vestigingscode, naam, adres, postcode, plaats, bestuur_id, herkomst, gemeente, onderwijssoort)
SELECT pg_temp.kenmerk('school', i),
       lpad((i % 100)::text, 2, '0') || chr(65 + (i / 100 % 26)::integer) || chr(65 + (i / 2600)::integer) || '00',
       pg_temp.uit(ARRAY['De Regenboog', 'Het Kompas', 'De Klimroos', 'Daltonschool', 'De Wegwijzer', 'Sint Jan',
         'De Vuurvlinder', 'Montessorischool', 'De Boomgaard', 'Het Palet', 'De Achtsprong'], i) || ' ' || i,
       'Schoolstraat ' || i, '3500 AB',
       pg_temp.uit(ARRAY['UTRECHT', 'UTRECHT', 'UTRECHT', 'ZEIST', 'NIEUWEGEIN', 'HOUTEN', 'BUNNIK', 'MAARSSEN'], i / 3),
       CASE WHEN i % 50 <> 49 THEN pg_temp.kenmerk('bestuur', CASE WHEN i % 10 = 0 THEN 1 WHEN i % 20 = 1 THEN 2
         ELSE 3 + i % ({besturen} - 2) END) END,
       'duo', 'UTRECHT', pg_temp.uit(ARRAY['basisonderwijs', 'basisonderwijs', 'gespecialiseerd', 'voortgezet'], i)
  FROM generate_series(0, {scholen} - 1) i;

INSERT INTO gebruiker (id, naam, email, email_norm, wachtwoord_hash, demo)
SELECT pg_temp.kenmerk(rol || '-demo', i), naam, email, email, {wachtwoord}, true
  FROM (VALUES ('coordinator', 1, 'Demo Coördinator', 'coordinator@demo.example'),
               ('bestuur', 1, 'Demo Contactpersoon SPO', 'bestuur.spo@demo.example'),
               ('bestuur', 2, 'Demo Contactpersoon KSU', 'bestuur.ksu@demo.example'),
               ('trainer', 0, 'Demo Trainer', 'trainer@demo.example'),
               ('beheer', 1, 'Demo Beheerder', 'beheer@demo.example')) AS v (rol, i, naam, email);
INSERT INTO gebruiker (id, naam, email, email_norm)
SELECT pg_temp.kenmerk('trainer-demo', i), 'Trainer ' || i, adres, adres
  FROM generate_series(1, {trainers} - 1) i, LATERAL (SELECT 'trainer' || i || '@trainer.example' AS adres) a;
INSERT INTO gebruiker_rol (gebruiker_id, rol, bestuur_id, begint_op)
SELECT pg_temp.kenmerk(rol || '-demo', i), rol, CASE WHEN rol = 'bestuur' THEN pg_temp.kenmerk('bestuur', i) END, DATE '2020-01-01'
  FROM (VALUES ('coordinator', 1), ('bestuur', 1), ('bestuur', 2), ('beheer', 1)) AS v (rol, i)
UNION ALL
SELECT pg_temp.kenmerk('trainer-demo', i), 'trainer', NULL, DATE '2020-01-01' FROM generate_series(0, {trainers} - 1) i;

INSERT INTO api_sleutel (id, naam, sleutel_hash, bestuur_id, bevoegdheden, aangemaakt_op)
SELECT pg_temp.kenmerk('sleutel', i), 'HR-systeem ' || i, md5('sleutel' || i), pg_temp.kenmerk('bestuur', i),
       '{aanmelden,aanmeldingen,deelnemerslijst}', {nu}::timestamptz - interval '3 years'
  FROM generate_series(1, 5) i;

CREATE TEMP TABLE mens AS
SELECT i, pg_temp.kenmerk('persoon', i) AS id, pg_temp.lot(i, 1, {scholen}) AS school,
       pg_temp.uit(ARRAY['Anna', 'Bram', 'Carmen', 'Daan', 'Emre', 'Fatima', 'Gijs', 'Hanneke', 'Imane', 'Jasper',
         'Karin', 'Lotte', 'Mohamed', 'Noor', 'Olga', 'Pieter', 'Quinten', 'Renée', 'Sanne', 'Tim', 'Ümit', 'Vera',
         'Willem', 'Xandra', 'Youssef', 'Zoë', 'Łukasz'], i) AS voornaam,
       CASE WHEN i % 4 = 0 THEN pg_temp.uit(ARRAY['de', 'van', 'van der', 'el'], i / 4) END AS tussenvoegsel,
       pg_temp.uit(ARRAY['Vries', 'Jansen', 'Bakker', 'Visser', 'Smit', 'Meijer', 'Mulder', 'Boer', 'Groot', 'Bos',
         'Vos', 'Peters', 'Hendriks', 'Dekker', 'Brouwer', 'Wit', 'Dijkstra', 'Yılmaz', 'Kaya', 'Amrani', 'Idrissi',
         'Novák', 'Kowalski', 'Hoekstra', 'Postma', 'Kuipers', 'Veenstra', 'Kramer', 'Berg', 'Leeuwen', 'Koning'],
         i / 27) AS achternaam
  FROM generate_series(0, {personen} - 1) i;
INSERT INTO persoon (id, voornaam, tussenvoegsel, achternaam, email, email_norm, email_bevestigd_op, aangemaakt_op)
SELECT id, voornaam, tussenvoegsel, achternaam, adres, adres, sinds + interval '1 hour', sinds
  FROM mens,
       LATERAL (SELECT 'persoon' || i || '@school' || school || '.example' AS adres,
                       {nu}::timestamptz - interval '1 year' * (1 + pg_temp.lot(i, 2, 6)) AS sinds) x;
ALTER TABLE mens ADD PRIMARY KEY (i);
ANALYZE mens;
