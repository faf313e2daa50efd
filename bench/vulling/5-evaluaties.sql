-- What people thought of every cohort that is over, and half a year later what it led to. About 7 in 10 answer. The
-- newest are still open; the others are counted as src/evaluaties/uitkomst-tellen.ts does when they close.
CREATE TEMP TABLE evaluatievragen AS SELECT 'evaluatie' AS soort, '[
  {"code": "cijfer", "soort": "cijfer", "tekst": "Welk cijfer geef je deze opleiding?"},
  {"code": "inhoud", "soort": "schaal", "tekst": "De inhoud paste bij wat ik wilde leren."},
  {"code": "trainer", "soort": "schaal", "tekst": "De trainer legde het goed uit."},
  {"code": "toepasbaar", "soort": "schaal", "tekst": "Wat ik heb geleerd, kan ik in mijn werk gebruiken."},
  {"code": "organisatie", "soort": "schaal", "tekst": "Alles was goed geregeld: de berichten vooraf, de tijden en de plek."},
  {"code": "goed", "soort": "open", "tekst": "Wat was goed en moet zo blijven?"},
  {"code": "beter", "soort": "open", "tekst": "Wat kan beter?"}]'::jsonb AS vragen
UNION ALL SELECT 'nameting', '[
  {"code": "stap", "soort": "keuze", "tekst": "Heb je door de opleiding een volgende stap gezet in je werk?", "keuzes": [
    {"code": "andere-functie", "tekst": "Ja, ik heb een andere functie"},
    {"code": "nieuwe-rol", "tekst": "Ja, ik heb een nieuwe taak of rol erbij"},
    {"code": "van-plan", "tekst": "Nog niet, maar dat ben ik wel van plan"},
    {"code": "nee", "tekst": "Nee"}]},
  {"code": "blijven", "soort": "keuze", "tekst": "Waar werk je nu?", "keuzes": [
    {"code": "zelfde-bestuur", "tekst": "Bij hetzelfde schoolbestuur als toen"},
    {"code": "ander-bestuur", "tekst": "Bij een ander schoolbestuur in Utrecht"},
    {"code": "elders", "tekst": "Ergens anders in het onderwijs"},
    {"code": "uit-onderwijs", "tekst": "Niet meer in het onderwijs"}]}]';

INSERT INTO evaluatie (cohort_id, soort, vragen, aanbieders, schooljaar, geopend_op, sluit_op, gesloten_op)
SELECT c.id, v.soort, v.vragen, o.aanbieders, jaar || '-' || jaar + 1, op, op + interval '30 days',
       CASE WHEN op + interval '30 days' <= {nu}::timestamptz THEN op + interval '30 days' END
  FROM cohort c
  JOIN opleiding o ON o.id = c.opleiding_id
 CROSS JOIN evaluatievragen v,
       LATERAL (SELECT c.laatste + CASE v.soort WHEN 'nameting' THEN interval '6 months' ELSE interval '2 hours' END AS op,
                       extract(year FROM c.laatste - interval '7 months')::integer AS jaar) t
 WHERE c.status IN ('gestart', 'afgerond', 'gecertificeerd') AND op < {nu}::timestamptz;
ANALYZE evaluatie;

INSERT INTO evaluatie_uitnodiging (evaluatie_id, aanmelding_id, token, uitgenodigd_op, beantwoord)
SELECT e.id, a.id, md5('evaluatie' || e.soort || a.id), e.geopend_op,
       pg_temp.lot(hashtext(e.soort || a.id), 70, 100) < CASE e.soort WHEN 'evaluatie' THEN 72 ELSE 55 END
  FROM evaluatie e JOIN aanmelding a ON a.cohort_id = e.cohort_id
 WHERE a.status IN ('geplaatst', 'voltooid', 'niet-voltooid');

-- How good it is lies in the opleiding and its cohort; what one person thinks of it lies around that.
INSERT INTO evaluatie_antwoord (evaluatie_id, waarden)
SELECT u.evaluatie_id, CASE e.soort
    WHEN 'nameting' THEN jsonb_build_object(
      'stap', pg_temp.uit(ARRAY['andere-functie', 'nieuwe-rol', 'nieuwe-rol', 'van-plan', 'van-plan', 'nee', 'nee'], nr),
      'blijven', pg_temp.uit(ARRAY['zelfde-bestuur', 'zelfde-bestuur', 'zelfde-bestuur', 'zelfde-bestuur',
        'ander-bestuur', 'zelfde-bestuur', 'elders', 'zelfde-bestuur', 'uit-onderwijs'], nr / 7))
    ELSE jsonb_strip_nulls(jsonb_build_object(
      'cijfer', greatest(1, least(10, round(6.9 + goed + afwijking))),
      'inhoud', greatest(1, least(5, round(3.6 + goed * 0.5 + afwijking * 0.5))),
      'trainer', greatest(1, least(5, round(3.9 + goed * 0.6 + afwijking * 0.4))),
      'toepasbaar', CASE WHEN nr % 9 > 0 THEN greatest(1, least(5, round(3.5 + afwijking * 0.6))) END,
      'organisatie', greatest(1, least(5, round(3.2 - goed * 0.2 + pg_temp.lot(nr, 75, 300) / 100.0 - 1))),
      'goed', CASE WHEN nr % 3 > 0 THEN pg_temp.uit(ARRAY['De voorbeelden uit de klas.', 'De trainer nam de tijd voor onze vragen.',
        'Oefenen met elkaar: dat had ik nodig.', 'Fijne groep, klein genoeg om echt te leren.', 'Ik kon het de volgende dag gebruiken.'], nr) END,
      'beter', CASE WHEN nr % 4 > 0 THEN pg_temp.uit(ARRAY['Minder theorie op de eerste dag.', 'De zaal was koud.',
        'Stuur de opdracht een week eerder.', 'Meer tijd om te oefenen.', 'Een terugkomdag zou helpen.', 'Niets, ga zo door!'], nr) END))
  END
  FROM evaluatie_uitnodiging u
  JOIN evaluatie e ON e.id = u.evaluatie_id
  JOIN cohort c ON c.id = e.cohort_id,
       LATERAL (SELECT abs(hashtext('a' || u.id::text))::bigint AS nr) n,
       LATERAL (SELECT (pg_temp.lot(hashtext(c.opleiding_id::text), 71, 200) - 60) / 100.0
                       + (pg_temp.lot(hashtext(c.id::text), 72, 80) - 40) / 100.0 AS goed,
                       (pg_temp.lot(nr, 73, 240) + pg_temp.lot(nr, 74, 240) - 240) / 100.0 AS afwijking) g
 WHERE u.beantwoord;
ANALYZE evaluatie_antwoord;

INSERT INTO evaluatie_telling (evaluatie_id, uitgenodigd, antwoorden, telling)
WITH per_waarde AS (
  SELECT a.evaluatie_id, w.key AS code, CASE WHEN w.key IN ('goed', 'beter') THEN 'tekst' ELSE w.value END AS waarde,
         count(*) AS n
    FROM evaluatie_antwoord a CROSS JOIN jsonb_each_text(a.waarden) w GROUP BY 1, 2, 3
), per_vraag AS (
  SELECT evaluatie_id, code, jsonb_object_agg(waarde, n) AS waarden FROM per_waarde GROUP BY 1, 2
), telling AS (
  SELECT evaluatie_id, jsonb_object_agg(code, waarden) AS telling FROM per_vraag GROUP BY 1
), gevraagd AS (
  SELECT evaluatie_id, count(*) AS n, count(*) FILTER (WHERE beantwoord) AS k FROM evaluatie_uitnodiging GROUP BY 1
)
SELECT e.id, coalesce(g.n, 0), coalesce(g.k, 0), coalesce(t.telling, '{}')
  FROM evaluatie e LEFT JOIN gevraagd g ON g.evaluatie_id = e.id LEFT JOIN telling t ON t.evaluatie_id = e.id
 WHERE e.gesloten_op IS NOT NULL;
